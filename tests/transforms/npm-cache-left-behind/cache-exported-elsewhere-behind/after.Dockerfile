FROM node:22
RUN npm install -g serve && npm cache clean --force && export npm_config_cache=/tmp/npm && serve --version
