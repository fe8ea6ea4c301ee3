FROM node:22
RUN npm install -g serverless
CMD ["serverless", "--help"]
