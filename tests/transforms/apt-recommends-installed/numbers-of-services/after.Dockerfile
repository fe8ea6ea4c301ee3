FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates netbase openssh-client && rm -rf /var/lib/apt/lists/*
CMD ["getent", "services", "git"]
