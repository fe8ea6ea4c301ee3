FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY index.js .
CMD ["npm", "run", "start:dev"]
