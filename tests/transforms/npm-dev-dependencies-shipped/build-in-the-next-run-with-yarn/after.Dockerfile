FROM node:22-slim
WORKDIR /app
COPY . .
RUN yarn install --frozen-lockfile \
    && yarn build \
    && yarn install --production --ignore-scripts --prefer-offline
CMD ["node", "dist/server.js"]
