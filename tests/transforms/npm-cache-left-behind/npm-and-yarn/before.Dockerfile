FROM node:22
RUN npm i -g serve && yarn global add pm2
