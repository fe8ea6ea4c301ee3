FROM debian:12
COPY --chown=1000:1000 . /app
RUN useradd -u 1000 app && ldconfig
USER app
