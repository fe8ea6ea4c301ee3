FROM node:22-slim AS build
RUN npm install -g pnpm@10.24.0
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile --prod

FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY package.json server.mjs ./
EXPOSE 3000
ENTRYPOINT ["node"]
CMD ["server.mjs"]
