FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm update
RUN npm install
CMD ["npm", "start"]
