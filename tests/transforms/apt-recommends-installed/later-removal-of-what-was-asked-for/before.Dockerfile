FROM debian:12
RUN apt-get update && apt-get install -y pkg-config curl && rm -rf /var/lib/apt/lists/*
RUN apt-get remove -y pkg-config
