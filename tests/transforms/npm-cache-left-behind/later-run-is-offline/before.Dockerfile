FROM node:22
RUN npm ci
RUN npm install --prefer-offline --no-save jest && npm cache clean --force
