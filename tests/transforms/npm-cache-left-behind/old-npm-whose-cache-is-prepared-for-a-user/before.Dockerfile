FROM node:6
RUN mkdir /home/node/.npm && chown node:node /home/node/.npm
USER node
RUN npm install
