FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --chown=node:node server.js ./
COPY --chown=node:node lib lib
USER node
ENV PORT=3000
EXPOSE 3000
CMD ["node", "server.js"]
