FROM docker.io/library/ruby:3.4-slim
COPY app.rb .
CMD ["ruby", "app.rb"]
