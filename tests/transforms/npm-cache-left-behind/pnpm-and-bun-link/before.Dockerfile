FROM node:22
RUN pnpm install --frozen-lockfile
RUN bun install
