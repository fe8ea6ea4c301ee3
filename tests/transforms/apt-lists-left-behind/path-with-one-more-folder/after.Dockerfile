FROM debian:12
RUN export PATH="/opt/tool/bin:$PATH" && apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
