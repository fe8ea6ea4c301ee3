FROM debian:12
COPY app /srv/app/
COPY passwd group /etc/
RUN chown -R app:app /srv/app
