FROM node:14
COPY .npmrc package.json package-lock.json ./
RUN --mount=type=secret,id=npm export NPM_TOKEN=$(cat /run/secrets/npm) && npm ci && unset NPM_TOKEN
