FROM debian:12
RUN apt-get update && apt-get install -y busybox-static && rm -rf /bin/* /usr/bin/*
