FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && npm rebuild jest && npm prune --omit=dev
CMD ["node", "server.js"]
