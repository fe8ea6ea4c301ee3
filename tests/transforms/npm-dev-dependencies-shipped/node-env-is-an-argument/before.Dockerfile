FROM node:22-slim
ARG NODE_ENV
ENV NODE_ENV=$NODE_ENV
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
