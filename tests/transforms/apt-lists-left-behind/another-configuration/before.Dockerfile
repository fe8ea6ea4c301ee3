FROM debian:12-slim
COPY other.conf /etc/apt/
RUN apt-get -c /etc/apt/other.conf update && apt-get -c /etc/apt/other.conf install -y git
