FROM alpine:3.6
RUN npm ci && npx -y serve --version
CMD ["npx", "--no-install", "serve"]
