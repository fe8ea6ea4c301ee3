FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential cron rsyslog logrotate && rm -rf /var/lib/apt/lists/*
CMD ["cron", "-f"]
