FROM debian:bookworm
RUN apt-get update && apt-get install -y --install-recommends git
CMD ["git", "daemon"]
