FROM debian:12-slim
RUN apt-get update && apt-get install -y curl
RUN test -d /var/lib/apt/lists
