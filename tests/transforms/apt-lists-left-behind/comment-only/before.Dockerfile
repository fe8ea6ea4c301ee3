FROM debian:12
RUN true # apt-get update
