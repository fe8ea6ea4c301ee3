FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
USER node
RUN npm install left-pad
CMD ["node", "server.js"]
