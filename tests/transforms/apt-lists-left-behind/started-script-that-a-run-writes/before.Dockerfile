FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN echo 'apt-get install -y $PACKAGE' > /start.sh
CMD ["sh", "/start.sh"]
