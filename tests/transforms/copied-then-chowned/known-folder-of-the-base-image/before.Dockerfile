FROM node:22-slim
COPY . /home/node
RUN chown -R node:node /home/node
