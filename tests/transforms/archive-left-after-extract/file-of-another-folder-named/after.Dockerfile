FROM debian:12
WORKDIR /
RUN curl -fsSLO https://example.com/foo.tgz && tar xf foo.tgz && rm foo.tgz
LABEL note="see the file:/srv/notes"
