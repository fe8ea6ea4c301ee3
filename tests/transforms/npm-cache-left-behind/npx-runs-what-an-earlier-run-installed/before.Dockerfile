FROM alpine:3.6
RUN npx serve@14 --version
RUN npm ci
CMD ["npx", "serve"]
