FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && npm test && rm -rf node_modules
CMD ["node", "server.js"]
