FROM node:22-slim
WORKDIR /app
RUN npm install express
COPY . .
RUN npm install
CMD ["npm", "start"]
