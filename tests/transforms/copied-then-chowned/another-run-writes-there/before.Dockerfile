FROM node:22-slim
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN chown -R node:node /app
