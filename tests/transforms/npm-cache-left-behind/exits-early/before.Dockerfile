FROM node:22
RUN npm ci; exit 0
