FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci \
    && npm run build \
    && npm prune --omit=dev \
    && npm cache clean --force
CMD ["node", "server.js"]
