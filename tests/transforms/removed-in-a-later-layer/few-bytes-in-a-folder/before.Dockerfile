FROM debian:12
RUN mkdir -p /srv/notes && touch /srv/notes/empty && printf 'a\n' > /srv/notes/a
RUN rm -rf /srv/notes
