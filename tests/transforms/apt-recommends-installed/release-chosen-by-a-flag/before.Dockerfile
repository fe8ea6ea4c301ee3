FROM debian:bookworm
RUN apt-get update && apt-get install -y -t bookworm-backports git
CMD ["git", "daemon"]
