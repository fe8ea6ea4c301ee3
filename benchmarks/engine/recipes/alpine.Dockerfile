# Shell and tools of busybox, and the C library musl. There is no apk: Alpine's packages cannot be had here.
FROM debian:bookworm-slim AS unpack
WORKDIR /unpack
RUN apt-get update \
    && apt-get download busybox-static musl \
    && for each in *.deb; do dpkg-deb -x "$each" /fresh; done \
    && cd /fresh && rm -rf usr/share \
    && mkdir -p dev etc home media mnt opt proc root run srv sys tmp usr/bin usr/sbin var/log var/cache var/lib \
    && chmod 1777 tmp \
    && for each in $(./bin/busybox --list-full); do \
         [ -e "$each" ] || { mkdir -p "$(dirname "$each")"; ln -s /bin/busybox "$each"; }; \
       done \
    && printf 'root:x:0:0:root:/root:/bin/ash\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n' > etc/passwd \
    && printf 'root:x:0:root\nnobody:x:65534:\n' > etc/group \
    && printf 'NAME="Alpine Linux (stand-in)"\nID=alpine\nVERSION_ID=3.20.0\n' > etc/os-release

FROM scratch
COPY --from=unpack /fresh /
RUN id && ls -l /bin/sh /lib/ld-musl-*
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
