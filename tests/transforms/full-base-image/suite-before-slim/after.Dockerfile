FROM node:22-bookworm-slim
WORKDIR /app
COPY server.js .
USER node
CMD ["node", "server.js"]
