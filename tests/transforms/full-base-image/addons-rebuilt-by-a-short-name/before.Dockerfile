FROM node:22
WORKDIR /app
COPY . .
RUN npm rb
CMD ["node", "index.js"]
