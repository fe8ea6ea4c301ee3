FROM debian:bookworm
USER builder
RUN sudo apt-get update && \
    sudo apt-get install -y --no-install-recommends \
      git \
      ca-certificates
CMD ["git", "daemon"]
