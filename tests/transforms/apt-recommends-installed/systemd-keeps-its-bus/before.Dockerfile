FROM debian:12-slim
RUN apt-get update && apt-get install -y systemd && rm -rf /var/lib/apt/lists/*
CMD ["/lib/systemd/systemd"]
