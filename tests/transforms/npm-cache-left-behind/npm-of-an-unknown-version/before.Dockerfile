FROM registry.example/web
WORKDIR /app
RUN npm ci
