FROM node:22
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean --force
RUN npm_config_offline=false npm ci --omit=dev && npm_config_offline=false npm cache clean --force
