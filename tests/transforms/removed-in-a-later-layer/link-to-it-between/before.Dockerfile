FROM debian:bookworm
RUN git clone https://example.com/notes.git /srv/notes && ln -s /srv/notes /etc/notes
# the link is enough
RUN cat /etc/notes/a > /b
RUN rm -rf /srv/notes
