FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --legacy-peer-deps --no-audit && npm run build
CMD ["node", "server.js"]
