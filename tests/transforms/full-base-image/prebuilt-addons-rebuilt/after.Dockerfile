FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts && npm rebuild
CMD ["node", "index.js"]
