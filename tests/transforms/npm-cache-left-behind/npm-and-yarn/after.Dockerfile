FROM node:22
RUN npm i -g serve && yarn global add pm2 && npm cache clean --force && yarn cache clean
