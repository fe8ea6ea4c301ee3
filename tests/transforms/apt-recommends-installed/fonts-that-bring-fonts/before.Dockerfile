FROM debian:bookworm
RUN apt-get update && apt-get install -y git fonts-noto && rm -rf /var/lib/apt/lists/*
CMD ["git", "--version"]
