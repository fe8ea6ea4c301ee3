FROM debian:bookworm
RUN curl -fLo /srv/lib/a.jar https://example.com/a.jar && unzip /srv/lib/a.jar notes.txt -d /srv
