FROM node:7-alpine
WORKDIR /srv/shop
COPY package.json ./
USER 2345
RUN npm install --production
