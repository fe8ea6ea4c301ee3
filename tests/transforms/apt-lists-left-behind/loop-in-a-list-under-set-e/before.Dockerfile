FROM debian:12
RUN set -e && apt-get update && for p in curl git; do check "$p"; apt-get install -y "$p"; done
