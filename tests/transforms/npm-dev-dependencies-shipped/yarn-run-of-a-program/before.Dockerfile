FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["yarn", "run", "knex", "migrate:latest"]
