FROM base
COPY . .
RUN yarn && yarn cache clean
