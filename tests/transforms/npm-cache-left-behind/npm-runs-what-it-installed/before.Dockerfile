FROM alpine:3.6
RUN npm ci && npm exec -y foo@1 init
CMD ["npx", "foo"]
