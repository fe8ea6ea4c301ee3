FROM node:18-bookworm
COPY yarn.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y yarn && rm -rf /var/lib/apt/lists/*
CMD ["node", "app.js"]
