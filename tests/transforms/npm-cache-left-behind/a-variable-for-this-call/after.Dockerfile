FROM node:22
ARG TOKEN
RUN NPM_TOKEN=$TOKEN npm ci && NPM_TOKEN=$TOKEN npm cache clean --force
