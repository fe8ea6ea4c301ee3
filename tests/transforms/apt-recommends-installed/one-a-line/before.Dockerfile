FROM ubuntu:22.04
RUN apt-get update \
 && apt-get install -y \
      curl \
      gcc \
      make \
 && rm -rf /var/lib/apt/lists/*
CMD ["curl", "https://example.org"]
