FROM debian:12
RUN useradd -m app
COPY src /app
RUN chown app:app /app
