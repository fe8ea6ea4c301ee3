FROM node:22
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY server.js .
CMD ["node", "server.js"]
