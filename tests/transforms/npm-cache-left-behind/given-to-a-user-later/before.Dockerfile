FROM node:20
RUN npm install -g serve
RUN chown -R node /root/.npm
