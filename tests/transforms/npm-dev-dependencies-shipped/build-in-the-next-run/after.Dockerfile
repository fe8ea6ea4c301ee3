FROM node:22-slim
WORKDIR /app
COPY . .
# all of them, for the compiler
RUN npm ci \
# writes dist
    && npm run build \
    && npm prune --omit=dev
RUN chown node /app
CMD ["node", "dist/server.js"]
