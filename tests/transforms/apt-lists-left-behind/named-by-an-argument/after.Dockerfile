FROM debian:bookworm
ARG APT=apt-get
RUN $APT update && $APT install -y curl && rm -rf /var/lib/apt/lists/*
