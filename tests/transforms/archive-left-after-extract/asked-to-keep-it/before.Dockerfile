FROM debian:bookworm
RUN curl -fLo /srv/a.gz https://example.com/a.gz && gunzip -k /srv/a.gz
