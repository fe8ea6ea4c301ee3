FROM node:22-slim
ADD --chown=node:node *.js /srv/app/
