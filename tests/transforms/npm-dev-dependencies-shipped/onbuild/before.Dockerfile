FROM node:22
WORKDIR /app
ONBUILD COPY . .
ONBUILD RUN npm ci
CMD ["node", "server.js"]
