FROM debian:12
RUN useradd -m app
COPY --link . /app
RUN chown -R app:app /app
