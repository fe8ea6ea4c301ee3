FROM node:22-slim
WORKDIR /app
COPY . .
RUN sed -i s/dev// package.json
RUN npm ci
CMD ["node", "server.js"]
