FROM node:22-slim
COPY . .
RUN npm ci
CMD ["node", "server.js"]
