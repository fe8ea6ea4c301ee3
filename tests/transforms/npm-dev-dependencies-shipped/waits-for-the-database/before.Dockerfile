FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["./wait-for-it.sh", "db:5432", "--", "npm", "start"]
