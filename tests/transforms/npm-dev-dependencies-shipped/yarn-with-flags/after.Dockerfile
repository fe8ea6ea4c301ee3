FROM node:22-slim
WORKDIR /app
COPY . .
RUN yarn --ignore-engines --network-timeout 100000 && yarn build && yarn install --production --ignore-scripts --prefer-offline --ignore-engines --network-timeout 100000
CMD ["node", "server.js"]
