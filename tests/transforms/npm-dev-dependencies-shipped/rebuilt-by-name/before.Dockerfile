FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && npm rebuild jest
CMD ["node", "server.js"]
