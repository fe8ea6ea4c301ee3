FROM node:20
RUN npm install -g serve
RUN rm -r /root/.npm
