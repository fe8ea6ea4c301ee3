FROM ruby:3.2
WORKDIR /app
COPY version.rb .
CMD ["ruby", "version.rb"]
