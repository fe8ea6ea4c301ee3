FROM debian:12
WORKDIR /a
RUN wget -q https://example.com/app.tgz
WORKDIR /b
RUN rm -f app.tgz
