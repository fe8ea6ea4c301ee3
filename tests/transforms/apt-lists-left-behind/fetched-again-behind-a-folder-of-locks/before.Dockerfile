FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y apache2
RUN mkdir -p /var/lock/apache2 /var/run/apache2
RUN apt-get update && apt-get install -y make
