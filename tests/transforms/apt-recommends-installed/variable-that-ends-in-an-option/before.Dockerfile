FROM debian:12
ENV I="apt-get install -y -t"
RUN apt-get update && $I bookworm-backports curl && rm -rf /var/lib/apt/lists/*
