FROM debian:12
ONBUILD RUN wget -q https://example.com/app.tgz && tar xf app.tgz
