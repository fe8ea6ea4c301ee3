FROM debian:bookworm
ADD https://example.org/tool.deb /tmp/tool.deb
RUN dpkg -i /tmp/tool.deb || apt-get install -y -f
