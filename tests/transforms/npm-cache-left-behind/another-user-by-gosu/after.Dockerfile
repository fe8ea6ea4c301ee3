FROM node:22
RUN gosu node npm ci && gosu node npm cache clean --force
