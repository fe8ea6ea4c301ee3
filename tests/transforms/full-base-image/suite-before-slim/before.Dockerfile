FROM node:22-bookworm
WORKDIR /app
COPY server.js .
USER node
CMD ["node", "server.js"]
