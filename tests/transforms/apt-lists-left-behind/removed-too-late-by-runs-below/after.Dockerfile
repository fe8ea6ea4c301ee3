FROM debian:bookworm
RUN apt-get update && apt-get install -y \
    curl \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* /tmp/*

RUN rm -f /var/log/apt/history.log
