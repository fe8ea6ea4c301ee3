FROM node:6 AS base
RUN useradd --create-home shop

FROM base
USER node
RUN npm install
USER shop:shop
RUN npm install --production
USER 1000
RUN npm update
USER root
RUN npm install -g forever
