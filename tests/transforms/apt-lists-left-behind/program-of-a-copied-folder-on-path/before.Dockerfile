FROM debian:12
RUN apt-get update && apt-get install -y curl
ADD ./bin /usr/local/bin
RUN quicksync --once
