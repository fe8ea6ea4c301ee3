FROM node:22
COPY server.js .
HEALTHCHECK CMD ["wget", "-q", "-O-", "http://localhost:3000/"]
CMD ["node", "server.js"]
