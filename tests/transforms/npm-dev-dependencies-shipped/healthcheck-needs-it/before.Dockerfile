FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
HEALTHCHECK CMD node health.js
CMD ["node", "server.js"]
