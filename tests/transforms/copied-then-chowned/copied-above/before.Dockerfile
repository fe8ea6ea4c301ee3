FROM debian:12
RUN useradd -m app
COPY rootfs /
RUN chown -R app:app /app
