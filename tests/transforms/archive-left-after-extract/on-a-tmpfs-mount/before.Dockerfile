FROM debian:12
RUN --mount=type=tmpfs,target=/tmp cd /tmp && wget -q https://example.com/app.tgz && tar -C /opt -xf app.tgz
