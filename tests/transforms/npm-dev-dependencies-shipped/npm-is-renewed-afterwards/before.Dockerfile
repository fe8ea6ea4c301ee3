FROM node:10
WORKDIR /app
COPY . .
RUN npm ci; npm install -g npm
CMD ["node", "server.js"]
