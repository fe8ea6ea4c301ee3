FROM debian:bookworm
RUN wget https://example.com/a.tgz && tar xzf a.tgz && wget https://example.com/tool && \
    echo "abc  tool" | sha256sum -c - && install tool /usr/local/bin
