FROM ubuntu:14.04
RUN apt-get update && apt-get install -y --no-install-recommends curl make ruby ruby-dev ca-certificates && rm -rf /var/lib/apt/lists/*
RUN curl -fsSL https://example.org/data.csv -o /data.csv
CMD ["ruby", "app.rb"]
