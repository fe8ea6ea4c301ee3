FROM node:22
RUN npm install -g serve && npm config set cache /tmp/npm
