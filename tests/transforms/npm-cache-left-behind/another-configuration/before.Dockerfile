FROM node:22
COPY ci.npmrc /etc/
RUN npm install --userconfig /etc/ci.npmrc -g serve
