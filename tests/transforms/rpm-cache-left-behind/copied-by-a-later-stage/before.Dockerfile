FROM fedora:41 AS base
RUN dnf makecache
FROM base
COPY --from=base /var/cache/dnf /var/cache/dnf
