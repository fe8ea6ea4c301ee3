FROM debian:bookworm
RUN apt-get update > /packages.log
RUN apt-get update && apt-get install -y curl
