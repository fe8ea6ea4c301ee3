FROM debian:12
RUN useradd -m -d /srv/app app
COPY --chown=app:app . /srv/app
USER app
