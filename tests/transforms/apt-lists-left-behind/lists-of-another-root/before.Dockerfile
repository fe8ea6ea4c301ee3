FROM debian:bookworm
RUN apt-get -o Dir::State::Lists=/srv/lists update && cp -r /srv/lists /srv/more
