FROM node:22
RUN NODE_ENV=production npm ci && npm cache clean --force
