FROM node:22-slim
ADD vendor/* /srv/app/
RUN chown -R node:node /srv/app
