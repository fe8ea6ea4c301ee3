FROM node:22
ENV NPM_CONFIG_CACHE=/var/npm
USER node
RUN npm ci && npm cache clean --force
