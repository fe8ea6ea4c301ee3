FROM debian:12-slim
RUN apt-get update && apt-get install -y curl
RUN [ -e /var/lib/apt/lists/lock ] && echo fetched
