FROM debian:bookworm
RUN apt-get update > /packages.log && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
