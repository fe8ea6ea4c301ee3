FROM node:22
WORKDIR /app
COPY index.js .
CMD ["node", "index.js"]
