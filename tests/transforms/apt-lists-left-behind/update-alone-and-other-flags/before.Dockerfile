FROM debian:12
RUN apt-get update
RUN --network=host apt-get install -y curl
