FROM ubuntu:22.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      curl \
      gcc \
      make \
      ca-certificates \
      libc6-dev \
 && rm -rf /var/lib/apt/lists/*
CMD ["curl", "https://example.org"]
