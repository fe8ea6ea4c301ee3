FROM node:22-slim
COPY . /app
# the app writes there
RUN chown -R node:node /app
