FROM debian:12
ARG USER=app
RUN useradd $USER
ADD start.sh /srv/start/
RUN chown -R ${USER}:${USER} /srv/start
