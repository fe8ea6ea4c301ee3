FROM debian:stretch
COPY start /start
CMD ["/start"]
