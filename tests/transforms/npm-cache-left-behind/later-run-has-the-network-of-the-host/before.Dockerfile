FROM node:22
WORKDIR /app
RUN npm ci
RUN --network=host npm ci --omit=dev
