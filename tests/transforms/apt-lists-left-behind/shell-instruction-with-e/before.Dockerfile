FROM debian:12
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN apt-get update; for p in curl git; do check "$p"; apt-get install -y "$p"; done
