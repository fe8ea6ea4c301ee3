FROM debian:12
RUN set -euf; apt-get update && apt-get install -y curl
