FROM node:22
WORKDIR /app
COPY . .
RUN npm ci && npm cache clean --force
RUN ./bundle.sh
