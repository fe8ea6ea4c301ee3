FROM debian:12
RUN useradd -m app
COPY . /app
RUN chown -R app:app /app || true
