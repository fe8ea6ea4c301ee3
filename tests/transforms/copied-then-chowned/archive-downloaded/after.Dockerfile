FROM node:22-slim
ADD --chown=node:node https://example.com/app.tar.gz /srv/app/
