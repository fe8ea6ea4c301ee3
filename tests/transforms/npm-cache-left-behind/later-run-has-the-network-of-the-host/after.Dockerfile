FROM node:22
WORKDIR /app
RUN npm ci && npm cache clean --force
RUN --network=host npm ci --omit=dev && npm cache clean --force
