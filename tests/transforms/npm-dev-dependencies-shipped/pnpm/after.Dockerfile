FROM node:22-slim
WORKDIR /app
COPY . .
RUN corepack enable && pnpm install --prod --frozen-lockfile
CMD ["node", "server.js"]
