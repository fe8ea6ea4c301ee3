FROM node:22-slim
ADD --chown=node:node app.tar.gz /srv/app
