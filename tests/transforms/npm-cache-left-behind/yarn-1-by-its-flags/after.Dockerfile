FROM base
COPY . .
RUN yarn --production --silent && yarn cache clean
