FROM node:6
RUN npm install && rm -rf ~/.npm
