FROM debian:12-slim
RUN useradd -r app
COPY lib/ /srv/app/lib/
RUN chown -R app:app /srv/app
COPY bin/ /srv/app/bin/
RUN chown -R app:app /srv/app
RUN chown -R app:app /srv/app
