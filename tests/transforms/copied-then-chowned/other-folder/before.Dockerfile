FROM node:22-slim
COPY . /srv/app
RUN mkdir /srv/data && chown -R node:node /srv/data
