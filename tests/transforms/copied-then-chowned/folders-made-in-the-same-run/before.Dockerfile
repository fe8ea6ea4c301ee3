FROM debian:12
RUN useradd -m app
COPY . /app
RUN mkdir -p /app/var/run && chown -R app:app /app
