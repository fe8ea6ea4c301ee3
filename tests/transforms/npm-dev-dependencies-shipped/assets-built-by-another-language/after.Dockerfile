FROM ruby:3.3
WORKDIR /app
COPY . .
RUN yarn install \
    && bundle exec rake assets:precompile \
    && yarn install --production --ignore-scripts --prefer-offline
CMD ["bundle", "exec", "puma"]
