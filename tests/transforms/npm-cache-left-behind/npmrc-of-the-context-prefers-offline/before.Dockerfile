FROM node:22
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
RUN npm ci --omit=dev && npm cache clean --force
