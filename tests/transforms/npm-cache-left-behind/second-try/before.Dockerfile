FROM node:22
WORKDIR /app
RUN npm ci || (npm cache clean --force && npm ci)
