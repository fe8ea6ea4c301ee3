FROM debian:10
RUN apt-get update && apt-get install -y wget && eval "$(wget -qO- https://example.org/i.sh)" && rm -rf /var/lib/apt/lists/*
COPY app /app
CMD ["/app"]
