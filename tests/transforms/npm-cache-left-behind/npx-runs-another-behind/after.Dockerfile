FROM alpine:3.6
RUN npm ci && npx -y playwright install && rm -rf ~/.npm
CMD ["npx", "serve"]
