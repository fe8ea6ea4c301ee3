FROM debian:12
RUN useradd -m app
COPY --chown=app:0 . /app
USER app
