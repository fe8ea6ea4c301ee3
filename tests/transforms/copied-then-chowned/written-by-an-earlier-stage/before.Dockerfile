FROM node:22-slim AS base
RUN mkdir /app && date > /app/now
FROM base
COPY . /app
RUN chown -R node:node /app
