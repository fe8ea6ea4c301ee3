FROM docker.io/library/ruby:3.4
COPY app.rb .
CMD ["ruby", "app.rb"]
