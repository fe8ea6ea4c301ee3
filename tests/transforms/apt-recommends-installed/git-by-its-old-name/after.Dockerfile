FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends git-core ca-certificates openssh-client && rm -rf /var/lib/apt/lists/*
COPY start /usr/local/bin/
ENTRYPOINT ["start"]
