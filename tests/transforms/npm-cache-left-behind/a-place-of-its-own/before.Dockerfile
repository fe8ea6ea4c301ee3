FROM node:22
RUN npm ci --cache /tmp/npm
