FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
ENV NODE_ENV=production
CMD ["node", "server.js"]
