FROM ruby:3.3
WORKDIR /app
COPY . .
RUN yarn install
RUN bundle exec rake assets:precompile
CMD ["bundle", "exec", "puma"]
