FROM node:20
WORKDIR /app
COPY package*.json ./
RUN npm ci
RUN npm config set offline true && npm ci --omit=dev && npm cache clean --force
