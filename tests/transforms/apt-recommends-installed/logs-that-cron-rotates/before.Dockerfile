FROM debian:bookworm
RUN apt-get update && apt-get install -y build-essential cron rsyslog && rm -rf /var/lib/apt/lists/*
CMD ["cron", "-f"]
