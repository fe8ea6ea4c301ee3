FROM debian:12
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
RUN wget -q https://example.org/app.tgz && tar -C /srv -xf app.tgz && rm app.tgz*
