FROM debian:bookworm
USER builder
RUN sudo apt-get update && \
    sudo apt-get install -y \
      git
CMD ["git", "daemon"]
