FROM debian:12
RUN useradd -m app
COPY --chown=app:app <<EOF /opt/app.conf
port = 1
EOF
USER app
