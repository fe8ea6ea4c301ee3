FROM debian:bookworm
RUN git clone https://example.com/notes.git /srv/notes
RUN if [ -d /srv/notes ]; then echo yes > /srv/known; fi
RUN rm -rf /srv/notes
