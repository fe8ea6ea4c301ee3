FROM node:22-slim
WORKDIR /app
COPY . .
RUN yarn --ignore-engines --network-timeout 100000 && yarn build
CMD ["node", "server.js"]
