FROM node:22
RUN cat list | xargs npm i -g
