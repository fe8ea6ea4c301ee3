FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
COPY install-tools.sh /
RUN . /install-tools.sh
