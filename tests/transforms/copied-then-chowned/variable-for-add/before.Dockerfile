FROM debian:12
ENV OWNER=app
RUN useradd $OWNER
ADD start.sh /srv/start/
RUN chown -R ${OWNER}:${OWNER} /srv/start
