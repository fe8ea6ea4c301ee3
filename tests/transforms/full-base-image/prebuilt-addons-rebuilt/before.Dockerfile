FROM node:22
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts && npm rebuild
CMD ["node", "index.js"]
