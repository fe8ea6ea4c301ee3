FROM debian:12
RUN apt-get update; if [ -x /usr/bin/curl ]; then exit 0; fi; apt-get install -y curl
