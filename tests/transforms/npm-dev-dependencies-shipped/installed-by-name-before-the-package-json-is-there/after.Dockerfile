FROM node:22-slim
WORKDIR /app
RUN npm install express
COPY . .
RUN npm install --omit=dev
CMD ["npm", "start"]
