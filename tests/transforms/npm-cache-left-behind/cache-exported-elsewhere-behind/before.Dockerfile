FROM node:22
RUN npm install -g serve && export npm_config_cache=/tmp/npm && serve --version
