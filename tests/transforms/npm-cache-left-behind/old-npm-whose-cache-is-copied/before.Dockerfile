FROM node:6
COPY downloads /root/.npm
RUN npm install
