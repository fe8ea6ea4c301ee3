FROM node:22
RUN gosu node npm ci
