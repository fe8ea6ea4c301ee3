FROM node:6
RUN mkdir -p /.npm && chown -R 2345:root /.npm
USER 2345
RUN npm install
