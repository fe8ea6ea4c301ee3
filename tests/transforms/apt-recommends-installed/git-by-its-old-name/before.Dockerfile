FROM debian:12
RUN apt-get update && apt-get install -y git-core && rm -rf /var/lib/apt/lists/*
COPY start /usr/local/bin/
ENTRYPOINT ["start"]
