FROM debian:12
RUN useradd -m app
RUN mkdir -p /app/log
COPY --chown=app:app . /app
RUN chown -v app:app /app /app/log
