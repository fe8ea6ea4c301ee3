FROM debian:bookworm
COPY etc/ /etc/
USER dev
RUN sudo apt-get update && sudo apt-get install -y curl
