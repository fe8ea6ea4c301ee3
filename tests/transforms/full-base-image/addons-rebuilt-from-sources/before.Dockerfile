FROM node:22
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts && npm rebuild bcrypt --build-from-source
CMD ["node", "index.js"]
