FROM debian:12
ENV OWNER=app
RUN useradd $OWNER
ADD --chown=app:app start.sh /srv/start/
