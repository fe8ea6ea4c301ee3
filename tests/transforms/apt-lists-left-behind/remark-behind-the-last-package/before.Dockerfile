FROM debian:bookworm
RUN apt-get update && \
    apt-get install -y --no-install-recommends dbus systemd && \
    rm /etc/systemd/system/getty.target.wants/getty@tty1.service # it would take all of a processor
CMD ["/lib/systemd/systemd"]
