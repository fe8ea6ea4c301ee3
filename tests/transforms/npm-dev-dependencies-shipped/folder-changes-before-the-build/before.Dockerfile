FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci && cd tools && npm run build
CMD ["node", "server.js"]
