FROM debian:bookworm
RUN apt-get update && apt-get install -y oracle-java8-installer
