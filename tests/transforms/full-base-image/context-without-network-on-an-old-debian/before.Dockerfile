FROM debian:buster
COPY start /start
CMD ["/start"]
