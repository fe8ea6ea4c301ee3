FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev
CMD ["node", "server.js"]
