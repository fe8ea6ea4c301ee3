FROM debian:bookworm
RUN apt-get update && apt-get install -y build-essential iptables && rm -rf /var/lib/apt/lists/*
RUN nft --version
CMD ["iptables", "-L"]
