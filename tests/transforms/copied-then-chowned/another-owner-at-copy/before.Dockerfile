FROM debian:12
RUN useradd -m app
COPY --chown=www-data . /app
RUN chown -R app:app /app
