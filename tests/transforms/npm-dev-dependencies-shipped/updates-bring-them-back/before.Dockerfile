FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
USER node
RUN npm update
CMD ["node", "server.js"]
