# Files of Debian's packages on nothing: no shell, no package manager. Built by target: static, base, cc.
FROM debian:bookworm-slim AS unpack
WORKDIR /unpack
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && take() { into=$1; shift; mkdir -p "$into"; apt-get download "$@"; \
                for each in *.deb; do dpkg-deb -x "$each" "$into"; rm "$each"; done; } \
    && take /static base-files netbase tzdata \
    && take /base libc6 libssl3 \
    && take /cc libgcc-s1 libgomp1 libstdc++6 gcc-12-base \
    && for each in /static /base /cc; do \
         rm -rf "$each/usr/share/man" "$each/usr/share/lintian" "$each/usr/share/locale"; \
         find "$each" -path '*/share/doc/*' -type f ! -name copyright -delete; \
       done \
    && cd /static \
    && mkdir -p etc/ssl/certs home/nonroot tmp root \
    && chmod 1777 tmp && chmod 700 home/nonroot root && chown 65532:65532 home/nonroot \
    && cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ \
    && printf '%s\n' root:x:0:0:root:/root:/sbin/nologin nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin \
         nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin > etc/passwd \
    && printf '%s\n' root:x:0: nobody:x:65534: tty:x:5: staff:x:50: nonroot:x:65532: > etc/group

FROM scratch AS static
COPY --from=unpack /static /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
ARG USER=0
USER $USER
WORKDIR /

FROM static AS base
COPY --from=unpack /base /

FROM base AS cc
COPY --from=unpack /cc /
