FROM node:22
RUN npm_config_cache=/tmp/npm npm ci && npm_config_cache=/tmp/npm npm cache clean --force
