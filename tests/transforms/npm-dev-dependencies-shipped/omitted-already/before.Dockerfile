FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --only=production
CMD ["node", "server.js"]
