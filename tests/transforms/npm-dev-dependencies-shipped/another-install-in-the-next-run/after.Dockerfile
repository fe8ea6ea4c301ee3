FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci \
    && npm install left-pad \
    && npm prune --omit=dev
CMD ["node", "server.js"]
