FROM node:22-slim
COPY . /app
RUN chown -R node:node /app && chmod -R g=u /app
