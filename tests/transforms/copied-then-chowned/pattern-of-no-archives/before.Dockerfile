FROM node:22-slim
ADD *.js /srv/app/
RUN chown -R node:node /srv/app
