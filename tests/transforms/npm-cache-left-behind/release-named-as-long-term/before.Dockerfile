FROM node:lts-boron
RUN npm install -g serve
