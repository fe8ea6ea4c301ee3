FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
ENTRYPOINT ["/app/run.sh"]
CMD ["node", "server.js"]
