FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --include=dev
CMD ["node", "server.js"]
