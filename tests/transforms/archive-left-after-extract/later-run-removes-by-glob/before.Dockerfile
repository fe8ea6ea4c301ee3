FROM debian:12
WORKDIR /src
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
WORKDIR /
RUN rm -rf src/*.tgz
