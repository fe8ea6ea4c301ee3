FROM debian:bookworm
RUN apt-get update && apt-get install -y ca-certificates
COPY mirror.list /etc/apt/sources.list
RUN apt-get update && apt-get install -y git
RUN apt-get install -y jq
