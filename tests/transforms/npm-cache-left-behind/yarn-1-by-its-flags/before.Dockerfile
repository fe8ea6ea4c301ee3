FROM base
COPY . .
RUN yarn --production --silent
