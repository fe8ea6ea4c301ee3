FROM node:22-slim
WORKDIR /app
COPY --chown=node:node . .
RUN chown node:node /app
