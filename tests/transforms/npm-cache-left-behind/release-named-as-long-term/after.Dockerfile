FROM node:lts-boron
RUN npm install -g serve && rm -rf ~/.npm
