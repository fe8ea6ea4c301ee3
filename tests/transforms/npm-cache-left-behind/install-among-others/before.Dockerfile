FROM node:22
RUN apt-get update \
 && apt-get install -y git \
 && npm install -g pm2 \
 && rm -rf /var/lib/apt/lists/*
