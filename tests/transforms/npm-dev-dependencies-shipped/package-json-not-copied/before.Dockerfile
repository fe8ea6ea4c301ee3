FROM node:22
RUN git clone https://example.org/app /app
WORKDIR /app
RUN npm ci
CMD node server.js
