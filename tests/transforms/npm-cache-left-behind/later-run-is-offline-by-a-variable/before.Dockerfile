FROM node:22
COPY package.json package-lock.json ./
RUN npm ci
ENV NPM_CONFIG_OFFLINE=true
RUN npm ci --omit=dev
