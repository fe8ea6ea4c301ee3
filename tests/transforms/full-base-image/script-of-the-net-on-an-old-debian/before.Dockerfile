FROM debian:buster
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*
RUN curl -fsSL https://example.org/install.sh | bash
CMD ["/usr/bin/service-of-ours"]
