FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev && chown -R node node_modules
CMD ["node", "server.js"]
