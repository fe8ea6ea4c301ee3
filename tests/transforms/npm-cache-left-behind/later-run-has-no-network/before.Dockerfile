FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
RUN --network=none npm ci --omit=dev
