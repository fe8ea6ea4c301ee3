FROM debian:12
RUN useradd -m app
COPY --chown=app:app . /app
USER app
