FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install && ls node_modules/.bin/jest && npm prune --omit=dev
CMD ["node", "server.js"]
