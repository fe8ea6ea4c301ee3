FROM node:6
RUN useradd --no-create-home shop
USER shop
RUN npm install
