FROM node:22-slim
COPY --chown=node:node . /srv/app
USER node
