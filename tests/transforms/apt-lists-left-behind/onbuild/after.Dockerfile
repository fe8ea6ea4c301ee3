FROM debian:12
ONBUILD RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
