FROM debian:12
COPY app /srv/app/
RUN echo "app:x:1000:1000::/srv/app:/bin/sh" >> /etc/passwd && chown -R app /srv/app
