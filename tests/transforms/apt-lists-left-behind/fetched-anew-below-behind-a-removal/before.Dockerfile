FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
RUN apt-get update && apt-get install -y make
RUN apt-get install -y jq
