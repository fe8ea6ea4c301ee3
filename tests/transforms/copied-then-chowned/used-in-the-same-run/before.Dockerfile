FROM node:22-slim
COPY . /app
RUN npm --prefix /app install && chown -R node:node /app
