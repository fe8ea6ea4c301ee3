FROM node:22
WORKDIR /app
RUN npm install -g serve; # what answers
CMD ["serve"]
