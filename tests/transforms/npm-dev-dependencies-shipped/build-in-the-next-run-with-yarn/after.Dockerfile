FROM node:22-slim
WORKDIR /app
COPY . .
RUN yarn install --frozen-lockfile \
    && yarn build \
    && yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile
CMD ["node", "dist/server.js"]
