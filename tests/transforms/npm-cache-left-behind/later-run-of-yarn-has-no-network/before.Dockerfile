FROM node:16
WORKDIR /app
RUN yarn install --pure-lockfile
RUN --network=none yarn install --production
