FROM debian:bookworm
RUN apt-get update && apt-get install -y build-essential libvulkan1 && rm -rf /var/lib/apt/lists/*
COPY cube /usr/bin/
CMD ["cube"]
