FROM debian:buster-slim
COPY start /start
CMD ["/start"]
