FROM debian:12
RUN test -f app.tgz || wget -q https://example.com/app.tgz; tar xf app.tgz
