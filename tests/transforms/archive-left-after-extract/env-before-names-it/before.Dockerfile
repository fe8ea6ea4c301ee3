FROM debian:bookworm
ENV ARCHIVE=/srv/a.tgz
RUN curl -fLo $ARCHIVE https://example.com/a.tgz && tar -C /srv -xf $ARCHIVE
