FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["npx", "--no-install", "knex@3", "migrate:latest"]
