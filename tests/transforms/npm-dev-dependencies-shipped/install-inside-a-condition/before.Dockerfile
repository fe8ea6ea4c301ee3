FROM node:22-slim
WORKDIR /app
COPY . .
RUN if [ -z "$LOCAL" ]; then npm ci && npm run build; fi
CMD ["node", "server.js"]
