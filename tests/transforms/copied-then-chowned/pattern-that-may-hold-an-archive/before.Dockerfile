FROM node:22-slim
ADD *.* /srv/app/
RUN chown -R node:node /srv/app
