FROM debian:bookworm
RUN apt-get update \
    && if [ -f /x ]; then apt-get update && apt-get install -y curl; fi \
    && rm -rf /var/lib/apt/lists/*
