FROM debian:12
RUN apt-get update && exec apt-get install -y curl
