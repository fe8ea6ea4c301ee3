FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git systemd-sysv ca-certificates dbus dbus-user-session less libpam-systemd openssh-client && rm -rf /var/lib/apt/lists/*
CMD ["/sbin/init"]
