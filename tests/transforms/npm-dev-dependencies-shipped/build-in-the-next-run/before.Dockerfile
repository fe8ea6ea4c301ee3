FROM node:22-slim
WORKDIR /app
COPY . .
# all of them, for the compiler
RUN npm ci
# writes dist
RUN npm run build
RUN chown node /app
CMD ["node", "dist/server.js"]
