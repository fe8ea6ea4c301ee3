FROM node:22
RUN npm install -g serve && npm cache clean --force && npm config set cache /tmp/npm
