FROM debian:12
RUN wget -q https://example.com/app.tgz && cd /opt && tar xf app.tgz
