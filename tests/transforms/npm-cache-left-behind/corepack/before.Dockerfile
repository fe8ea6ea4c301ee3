FROM node:22
RUN corepack enable
COPY package.json yarn.lock ./
RUN yarn install
