FROM node:22
RUN npm config set cache /x
RUN npm install -g express
RUN cp -r /x /packages
