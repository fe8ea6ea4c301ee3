FROM node:12-alpine
WORKDIR /app
COPY . .
RUN npm install --production --no-audit \
    && rm -rf /tmp/*
CMD ["node", "server.js"]
