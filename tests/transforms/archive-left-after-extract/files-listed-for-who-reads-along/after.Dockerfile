FROM debian:12
WORKDIR /b
RUN wget https://example.org/a.tgz && tar xzf a.tgz && rm a.tgz && ls -la
