FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential iptables nftables && rm -rf /var/lib/apt/lists/*
RUN nft --version
CMD ["iptables", "-L"]
