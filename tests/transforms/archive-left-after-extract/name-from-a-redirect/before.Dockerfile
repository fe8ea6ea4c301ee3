FROM debian:12
RUN wget -q --trust-server-names https://example.com/latest && tar xf app.tgz
