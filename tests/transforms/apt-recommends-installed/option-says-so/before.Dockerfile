FROM debian:bookworm
RUN apt-get update && apt-get install -y -o APT::Install-Recommends=0 git
CMD ["git", "daemon"]
