FROM ubuntu:24.04
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
