FROM node:22-slim
ADD app.tar.gz /srv/app
RUN chown -R node:node /srv/app
