FROM debian:12
RUN useradd -m app
COPY . /app
RUN --mount=type=bind,target=/app,rw chown -R app:app /app
