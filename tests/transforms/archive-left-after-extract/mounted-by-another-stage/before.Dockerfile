FROM debian:12 AS base
RUN wget -qO /opt/app.tgz https://example.com/app.tgz && tar -C /opt -xf /opt/app.tgz
FROM debian:12 AS other
RUN --mount=type=bind,from=base,source=/opt,target=/in cp /in/app.tgz /out
FROM base
COPY --from=other /out /out
