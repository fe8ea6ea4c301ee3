FROM node:22
# warm up npm cache
COPY package.json package-lock.json ./
RUN npm ci
