FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN apt-get purge -y ca-certificates
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
CMD ["git", "clone", "https://example.org/a"]
