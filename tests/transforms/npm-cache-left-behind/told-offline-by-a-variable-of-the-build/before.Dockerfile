FROM node:20
ARG OFFLINE
ENV NPM_CONFIG_OFFLINE=$OFFLINE
WORKDIR /app
COPY package*.json ./
RUN npm ci
RUN npm ci --omit=dev
