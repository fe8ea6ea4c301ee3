FROM node:20
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
WORKDIR /app
COPY index.js .
CMD ["node", "index.js"]
