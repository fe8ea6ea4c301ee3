FROM debian:12-slim
RUN useradd -r app
COPY --chown=app:app lib/ /srv/app/lib/
COPY --chown=app:app bin/ /srv/app/bin/
