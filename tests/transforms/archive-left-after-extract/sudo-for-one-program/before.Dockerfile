FROM debian:bookworm
COPY rules /etc/sudoers.d/dev
USER dev
RUN sudo wget -O /opt/a.tar.gz https://example.com/a.tar.gz && sudo tar -C /opt -xzf /opt/a.tar.gz
