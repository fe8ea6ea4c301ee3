FROM debian:12
RUN useradd -m app
COPY . /app
RUN if [ -n "$X" ]; then chown -R app:app /app; fi
