FROM debian:12
RUN curl -fsSLO https://example.org/a.tgz && tar xzf a.tgz
RUN echo "0123456789abcdef  a.tgz" | sha256sum -c -
