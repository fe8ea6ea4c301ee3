FROM node:8-onbuild
COPY . /app
RUN chown -R node:node /app
