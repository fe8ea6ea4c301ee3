FROM debian:bookworm
RUN echo "dev ALL=(root) NOPASSWD: /usr/bin/apt-get" >> /etc/sudoers
USER dev
RUN sudo apt-get update && sudo apt-get install -y curl
