FROM debian:bookworm
RUN apt-get update && apt-get install -y ca-certificates
RUN apt-get install -y --no-install-recommends git
CMD ["git", "daemon"]
