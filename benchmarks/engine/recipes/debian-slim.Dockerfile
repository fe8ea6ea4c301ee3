# debian:bookworm-slim: without documentation and translations, and dpkg leaves them out from now on.
FROM debian:bookworm AS full
RUN set -eu; \
    for each in /usr/share/doc /usr/share/groff /usr/share/info /usr/share/linda /usr/share/lintian /usr/share/locale \
        /usr/share/man; do \
      echo "path-exclude $each/*" >> /etc/dpkg/dpkg.cfg.d/docker; \
    done; \
    echo 'path-include /usr/share/doc/*/copyright' >> /etc/dpkg/dpkg.cfg.d/docker; \
    find /usr/share/doc -type f ! -name copyright -delete; \
    find /usr/share/doc -type l -delete; \
    find /usr/share/doc -mindepth 1 -type d -empty -delete; \
    rm -rf /usr/share/groff/* /usr/share/info/* /usr/share/lintian/* /usr/share/linda/* /usr/share/locale/* \
      /usr/share/man/*

FROM scratch
COPY --from=full / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["bash"]
