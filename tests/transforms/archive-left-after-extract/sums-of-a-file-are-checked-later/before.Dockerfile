FROM debian:bookworm
WORKDIR /downloads
RUN curl -fO https://example.com/a.tgz && tar xzf a.tgz
COPY SHA256SUMS .
RUN sha256sum --check SHA256SUMS
