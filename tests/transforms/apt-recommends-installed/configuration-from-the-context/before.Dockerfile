FROM debian:bookworm
COPY 99lean /etc/apt/apt.conf.d/
RUN apt-get update && apt-get install -y git
CMD ["git", "daemon"]
