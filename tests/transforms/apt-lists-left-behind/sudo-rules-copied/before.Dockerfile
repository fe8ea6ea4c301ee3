FROM debian:bookworm
COPY rules /etc/sudoers.d/dev
USER dev
RUN sudo apt-get update && sudo apt-get install -y curl
