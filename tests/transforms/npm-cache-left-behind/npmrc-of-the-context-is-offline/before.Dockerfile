FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY .npmrc ./
RUN npm ci --omit=dev
