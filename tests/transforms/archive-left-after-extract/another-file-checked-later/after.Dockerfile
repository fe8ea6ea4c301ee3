FROM debian:12
RUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz && rm a.tgz
RUN curl -fsSLO https://example.org/b.bin && echo "$SUM  b.bin" | sha256sum -c -
