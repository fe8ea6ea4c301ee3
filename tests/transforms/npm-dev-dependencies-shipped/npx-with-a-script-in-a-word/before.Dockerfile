FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["npx", "-c", "tsc -p . && node server.js"]
