FROM debian:bookworm AS one
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y jq
FROM debian:bookworm AS two
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
FROM one
RUN apt-get update && apt-get install -y git
