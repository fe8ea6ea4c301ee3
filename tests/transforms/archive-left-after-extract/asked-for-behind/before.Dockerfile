FROM debian:bookworm
RUN curl -fLo /srv/a.tgz https://example.com/a.tgz && tar -C /srv -xf /srv/a.tgz
RUN test -s /srv/a.tgz
