FROM debian:12
RUN mkdir -p /tmp/x && cd /tmp/x && date > now
RUN rm -rf /tmp
