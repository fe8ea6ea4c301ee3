FROM debian:12
RUN useradd -m -d /srv/app app
COPY . /srv/app
RUN chown -R app:app /srv/app
USER app
