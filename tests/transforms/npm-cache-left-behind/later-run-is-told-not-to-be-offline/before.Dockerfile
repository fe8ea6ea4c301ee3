FROM node:22
COPY package.json package-lock.json ./
RUN npm ci
RUN npm_config_offline=false npm ci --omit=dev
