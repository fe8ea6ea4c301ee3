FROM node:22
WORKDIR /app
COPY . .
RUN npm rebuild
CMD ["node", "index.js"]
