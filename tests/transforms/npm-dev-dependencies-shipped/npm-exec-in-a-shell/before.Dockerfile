FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD sh -c "npm exec -- knex migrate:latest; node server.js"
