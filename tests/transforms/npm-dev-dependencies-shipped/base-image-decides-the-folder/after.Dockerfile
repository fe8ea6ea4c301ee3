FROM node:22-slim
COPY . .
RUN npm ci --omit=dev
CMD ["node", "server.js"]
