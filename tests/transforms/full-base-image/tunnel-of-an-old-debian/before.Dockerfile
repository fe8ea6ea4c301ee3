FROM debian:buster
RUN apt-get update && apt-get install -y --no-install-recommends wireguard-tools && rm -rf /var/lib/apt/lists/*
CMD wg-quick up wg0 && top
