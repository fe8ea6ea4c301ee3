FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
RUN npm install left-pad
CMD ["node", "server.js"]
