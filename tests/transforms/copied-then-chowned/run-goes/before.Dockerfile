FROM node:22-slim
COPY . /srv/app
RUN chown -R node:node /srv/app
USER node
