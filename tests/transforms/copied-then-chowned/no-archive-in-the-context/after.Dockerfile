FROM node:22-slim
ADD --chown=node:node vendor/* /srv/app/
