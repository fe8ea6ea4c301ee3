FROM debian:12
ENV OWNER=app
RUN useradd $OWNER
COPY --chown=${OWNER}:${OWNER} lib /srv/app/lib
ADD --chown=app:app start.sh /srv/app/
