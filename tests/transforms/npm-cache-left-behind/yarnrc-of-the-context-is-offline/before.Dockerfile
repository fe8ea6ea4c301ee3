FROM node:16
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --pure-lockfile
COPY .yarnrc ./
RUN yarn install --production
