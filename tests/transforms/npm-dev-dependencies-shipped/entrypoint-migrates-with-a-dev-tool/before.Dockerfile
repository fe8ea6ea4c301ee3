FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
ENTRYPOINT ["./docker-entrypoint.sh"]
CMD ["node", "server.js"]
