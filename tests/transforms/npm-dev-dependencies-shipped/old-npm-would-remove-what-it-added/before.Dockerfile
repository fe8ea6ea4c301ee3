FROM node:6
WORKDIR /app
COPY . .
RUN npm install && npm install redis
CMD ["node", "server.js"]
