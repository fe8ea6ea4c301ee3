FROM node:22 AS base
WORKDIR /app

FROM base AS dev
RUN make tools

FROM base
COPY server.js .
CMD ["node", "server.js"]
