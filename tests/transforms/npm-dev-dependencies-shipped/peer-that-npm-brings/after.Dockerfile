FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --omit=dev
CMD ["npm", "start"]
