FROM debian:bookworm
RUN apt-get update && apt-get install -y \
    curl
RUN apt-get clean
RUN rm -rf /var/lib/apt/lists/* /tmp/*

RUN rm -f /var/log/apt/history.log
