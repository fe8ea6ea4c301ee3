FROM alpine:3.6
RUN npm ci && npx -y playwright install
CMD ["npx", "serve"]
