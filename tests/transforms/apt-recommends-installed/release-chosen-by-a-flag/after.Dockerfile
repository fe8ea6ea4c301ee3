FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends -t bookworm-backports git ca-certificates
CMD ["git", "daemon"]
