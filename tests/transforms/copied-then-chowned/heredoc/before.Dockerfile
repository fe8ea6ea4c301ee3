FROM debian:12
RUN useradd -m app
COPY <<EOF /opt/app.conf
port = 1
EOF
RUN chown app:app /opt/app.conf
USER app
