FROM debian:12
WORKDIR /b
RUN wget https://example.org/a.tgz && tar xzf a.tgz && sha256sum * | grep -qF 0123abc
