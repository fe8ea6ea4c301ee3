FROM oven/bun:1
WORKDIR /app
COPY . .
RUN bun install --production --frozen-lockfile
CMD ["bun", "server.js"]
