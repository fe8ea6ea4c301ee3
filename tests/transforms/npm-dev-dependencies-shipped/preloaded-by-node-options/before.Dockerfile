FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY server.js .
ENV NODE_OPTIONS="--enable-source-maps --require dotenv/config"
CMD ["node", "server.js"]
