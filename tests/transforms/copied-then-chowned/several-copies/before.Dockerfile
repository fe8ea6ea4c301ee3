FROM debian:12
RUN useradd -m app
COPY go.mod /app/
COPY --chmod=755 bin /app/bin
COPY ["a b", "/app/c"]
RUN ldconfig && chown -R app:app /app
