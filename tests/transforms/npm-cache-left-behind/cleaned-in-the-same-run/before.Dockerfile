FROM node:22
RUN npm ci && npm cache clean --force
RUN npm i -g pm2 && rm -rf ~/.npm
