FROM debian:12
RUN useradd -m app
COPY --chown=app:app go.mod /app/
COPY --chmod=755 --chown=app:app bin /app/bin
COPY --chown=app:app ["a b", "/app/c"]
RUN ldconfig
