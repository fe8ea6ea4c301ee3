# build stage
FROM node:20-alpine AS build
WORKDIR /app
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
RUN npm run build  # dist/

# runtime stage
FROM nginx:alpine
COPY --from=build /app/dist /usr/share/nginx/html
