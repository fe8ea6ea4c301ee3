FROM node:22-slim
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates
RUN git clone https://example.org/data.git /data
COPY server.js .
CMD ["node", "server.js"]
