FROM node:6 AS base
RUN useradd --create-home shop

FROM base
USER node
RUN npm install && rm -rf ~/.npm
USER shop:shop
RUN npm install --production && rm -rf ~/.npm
USER 1000
RUN npm update && rm -rf ~/.npm
USER root
RUN npm install -g forever && rm -rf ~/.npm
