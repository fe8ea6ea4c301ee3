FROM debian:bookworm
RUN apt-get update && apt-get install -y sudo && rm -rf /var/lib/apt/lists/* && echo "dev ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
USER dev
RUN sudo apt-get update && sudo apt-get install -y curl && sudo rm -rf /var/lib/apt/lists/*
