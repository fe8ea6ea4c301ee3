FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends pkg-config curl ca-certificates && rm -rf /var/lib/apt/lists/*
RUN apt-get remove -y pkg-config
