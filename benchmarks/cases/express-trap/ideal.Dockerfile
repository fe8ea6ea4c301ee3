FROM node:20-slim

WORKDIR /usr/src/app
COPY package*.json ./
RUN npm ci && npm cache clean --force
COPY server.js .

EXPOSE 3000
CMD [ "node", "server.js" ]
