FROM debian:12
RUN set -e; dir="$(mktemp -d)"; cd "$dir"; wget -q https://example.com/app.tgz; tar xf app.tgz; cp app/bin /usr/bin/app; cd /; rm -rf "$dir"
