FROM debian:12
RUN apt-get update \
    && apt-get update --print-uris && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
