FROM debian:12
RUN useradd -m app
COPY --from=golang:1.22 /usr/local/go /opt/go
RUN chown -R app /opt/go
