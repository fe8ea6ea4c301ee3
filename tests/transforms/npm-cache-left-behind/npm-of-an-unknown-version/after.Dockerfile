FROM registry.example/web
WORKDIR /app
RUN npm ci && rm -rf ~/.npm
