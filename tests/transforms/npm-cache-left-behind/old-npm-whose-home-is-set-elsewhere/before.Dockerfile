FROM node:6
ENV HOME=/srv
USER node
RUN npm install
