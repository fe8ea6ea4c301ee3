FROM debian:bookworm AS one
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y jq
FROM one
RUN apt-get update && apt-get install -y git
