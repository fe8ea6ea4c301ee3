FROM node:22-slim
ADD https://example.com/app.tar.gz /srv/app/
RUN chown -R node:node /srv/app
