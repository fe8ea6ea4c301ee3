FROM debian:12
RUN apt-get update && apt-get install -y busybox && dpkg -P --force-all coreutils
