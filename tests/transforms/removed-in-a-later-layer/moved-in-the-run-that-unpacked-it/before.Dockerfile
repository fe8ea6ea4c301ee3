FROM debian:12
RUN curl -fsSL https://example.com/tool-1.2.tgz | tar -xz -C /tmp && mv /tmp/tool-1.2 /tmp/tool && make -C /tmp/tool install
RUN rm -rf /tmp/tool
