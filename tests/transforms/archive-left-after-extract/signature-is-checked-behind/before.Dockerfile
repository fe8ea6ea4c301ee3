FROM debian:bookworm
RUN wget https://example.com/a.tgz && tar xzf a.tgz && wget https://example.com/a.tgz.asc && gpg --verify a.tgz.asc
