FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install && ls node_modules | grep jest
CMD ["node", "server.js"]
