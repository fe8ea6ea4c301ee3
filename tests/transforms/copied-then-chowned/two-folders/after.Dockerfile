FROM debian:12
RUN useradd -m app
WORKDIR /app
COPY --chown=app:app . .
COPY --chown=app:app data /data/
RUN chown app:app /app
