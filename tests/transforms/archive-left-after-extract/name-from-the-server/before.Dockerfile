FROM debian:12
RUN curl -fsSLOJ https://example.com/app.tgz && tar xf app.tgz
