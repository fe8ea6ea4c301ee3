FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y git systemd-sysv && rm -rf /var/lib/apt/lists/*
CMD ["/sbin/init"]
