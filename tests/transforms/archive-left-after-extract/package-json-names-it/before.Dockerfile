FROM node:22
WORKDIR /app
COPY package.json ./
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && npm install
