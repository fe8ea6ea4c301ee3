FROM debian:bookworm
COPY rules/sudoers /etc/sudoers
USER dev
RUN sudo apt-get update && sudo apt-get install -y curl && sudo rm -rf /var/lib/apt/lists/*
