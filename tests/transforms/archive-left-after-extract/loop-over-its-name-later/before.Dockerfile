FROM debian:12
WORKDIR /srv
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
RUN for file in app.tgz README.md; do stat -c %s "$file"; done
