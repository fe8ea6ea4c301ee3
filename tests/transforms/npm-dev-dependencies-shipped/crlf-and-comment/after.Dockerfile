FROM node:22-slim
WORKDIR /app
COPY . .
# modules
RUN npm ci --omit=dev # all
CMD ["node", "server.js"]
