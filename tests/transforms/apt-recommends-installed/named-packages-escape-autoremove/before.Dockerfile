FROM debian:bookworm
RUN apt-get update && apt-get install -y git && git clone https://example.org/a /a && apt-get purge -y git && apt-get autoremove -y && rm -rf /var/lib/apt/lists/*
CMD ["/a/run"]
