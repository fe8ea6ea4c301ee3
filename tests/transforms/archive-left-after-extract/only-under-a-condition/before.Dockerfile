FROM debian:12
RUN if [ ! -f app.tgz ]; then wget -q https://example.com/app.tgz; fi; tar xf app.tgz
