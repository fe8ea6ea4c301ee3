FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
USER node
RUN cp node_modules/jest/LICENSE .
CMD ["node", "server.js"]
