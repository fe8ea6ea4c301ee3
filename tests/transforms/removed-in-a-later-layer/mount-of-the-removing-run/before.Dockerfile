FROM debian:12
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz
RUN --mount=type=cache,target=/tmp rm -f /tmp/app.tgz
