FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --legacy-peer-deps --no-audit && npm run build && npm prune --omit=dev --legacy-peer-deps
CMD ["node", "server.js"]
