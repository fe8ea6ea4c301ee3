FROM debian:12
WORKDIR /srv
RUN wget -q https://example.com/app.tgz && tar xf app.tgz && for file in *.tgz; do sha256sum "$file"; done
