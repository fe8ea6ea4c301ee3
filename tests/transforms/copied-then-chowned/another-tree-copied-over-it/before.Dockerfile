FROM debian:12
COPY app /srv/app/
COPY rootfs /tmp/rootfs/
RUN cp -r /tmp/rootfs/. /
RUN chown -R 1000:1000 /srv/app
