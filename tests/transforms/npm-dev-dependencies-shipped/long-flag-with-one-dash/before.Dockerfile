FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm i -only=prod
CMD ["node", "server.js"]
