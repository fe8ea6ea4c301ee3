FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libvulkan1 ca-certificates mesa-vulkan-drivers && rm -rf /var/lib/apt/lists/*
COPY cube /usr/bin/
CMD ["cube"]
