FROM debian:12
RUN useradd -m app
COPY --chown=app:app . /app
RUN mkdir -p /app/var/run && chown app:app /app /app/var /app/var/run
