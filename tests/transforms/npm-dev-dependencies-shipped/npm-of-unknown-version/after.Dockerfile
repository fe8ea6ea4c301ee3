FROM ubuntu:24.04
WORKDIR /app
COPY . .
RUN npm ci --production
CMD ["node", "server.js"]
