FROM debian:12
RUN apt-get update && apt-get install -y curl
COPY build/tool /usr/bin/prepare
RUN /usr/bin/prepare
