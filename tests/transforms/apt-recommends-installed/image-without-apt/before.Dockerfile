FROM alpine:3.20
RUN apt-get install -y git curl
