FROM node:22-slim
WORKDIR /app
COPY . .
RUN yarn --production
CMD ["node", "server.js"]
