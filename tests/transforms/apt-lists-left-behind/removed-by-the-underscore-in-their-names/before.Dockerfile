FROM debian:bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm /var/lib/apt/lists/*_*
