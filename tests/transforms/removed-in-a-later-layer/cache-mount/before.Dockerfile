FROM debian:12
RUN --mount=type=cache,target=/tmp wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz
RUN rm -f /tmp/app.tgz
