FROM debian:12
ENV OWNER=app
RUN useradd $OWNER
COPY lib /srv/app/lib
ADD start.sh /srv/app/
RUN chown -R ${OWNER}:${OWNER} /srv/app
