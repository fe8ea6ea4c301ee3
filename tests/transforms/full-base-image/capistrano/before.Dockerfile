FROM ruby:3.3
COPY Capfile /app/
WORKDIR /app
CMD ["cap", "production", "deploy"]
