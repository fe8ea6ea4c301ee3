FROM ruby:3.3
RUN wget -q https://example.com/Gemfile && cat Gemfile
RUN bundle install
RUN rm Gemfile
