FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
ENTRYPOINT ["/app/run.sh"]
CMD ["node", "server.js"]
