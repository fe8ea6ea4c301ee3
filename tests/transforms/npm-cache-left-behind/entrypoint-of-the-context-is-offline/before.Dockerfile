FROM node:16
WORKDIR /app
COPY package.json yarn.lock start.sh ./
RUN yarn install --production
VOLUME /app/node_modules
ENTRYPOINT ["./start.sh"]
