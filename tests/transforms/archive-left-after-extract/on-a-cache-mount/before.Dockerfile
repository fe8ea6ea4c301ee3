FROM debian:12
RUN --mount=type=cache,target=/cache wget -qO /cache/app.tgz https://example.com/app.tgz && tar -C /opt -xf /cache/app.tgz
