FROM node:22-slim
RUN chown -R node:node /srv
