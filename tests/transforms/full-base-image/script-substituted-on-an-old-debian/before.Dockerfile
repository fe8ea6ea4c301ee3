FROM debian:buster
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*
RUN bash -c "$(curl -fsSL https://example.org/install.sh)"
CMD ["/usr/bin/service-of-ours"]
