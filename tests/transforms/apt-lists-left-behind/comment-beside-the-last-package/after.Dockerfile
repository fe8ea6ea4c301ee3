FROM debian:12
RUN apt-get update && \
    apt-get install -y \
    curl \
    net-tools && rm -rf /var/lib/apt/lists/* # for ifconfig
