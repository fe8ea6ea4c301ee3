FROM node:22-slim
WORKDIR /app
RUN --mount=type=bind,source=package.json,target=package.json \
    npm ci
COPY . .
CMD ["node", "server.js"]
