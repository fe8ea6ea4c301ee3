FROM node:22
WORKDIR /app
COPY package.json package-lock.json bundle.sh ./
RUN npm ci
RUN ./bundle.sh
