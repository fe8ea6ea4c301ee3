FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
COPY --chmod=755 <<EOF /start.sh
#!/bin/sh
apt-get install -y "$PACKAGE"
exec "$@"
EOF
ENTRYPOINT ["/start.sh"]
