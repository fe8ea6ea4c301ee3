FROM node:22-slim
WORKDIR /app
COPY . .
# modules
RUN npm ci # all
CMD ["node", "server.js"]
