FROM debian:bookworm
RUN wget https://example.com/a.tgz && tar xzf a.tgz && wget https://example.com/SHA256SUMS && \
    sha256sum -c SHA256SUMS
