FROM node:22
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
