FROM debian:12 AS base
RUN wget -qO /opt/app.tgz https://example.com/app.tgz && tar -C /opt -xf /opt/app.tgz
FROM scratch AS files
COPY --from=base /opt/*.tgz /
FROM base
COPY --from=files /app.tgz /again.tgz
