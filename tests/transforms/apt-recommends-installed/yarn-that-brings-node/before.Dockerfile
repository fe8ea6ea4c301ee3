FROM ruby:3.2-slim-bookworm
COPY yarn.list /etc/apt/sources.list.d/
RUN apt-get update && apt-get install -y yarn && rm -rf /var/lib/apt/lists/*
RUN yarn --version
CMD ["ruby", "app.rb"]
