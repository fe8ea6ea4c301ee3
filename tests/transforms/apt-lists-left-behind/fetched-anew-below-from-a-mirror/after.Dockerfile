FROM debian:bookworm
RUN apt-get update && apt-get install -y ca-certificates && rm -rf /var/lib/apt/lists/*
RUN sed -i 's/deb.debian.org/mirror.example.org/' /etc/apt/sources.list.d/debian.sources
RUN apt-get update && apt-get install -y git
RUN apt-get install -y jq
