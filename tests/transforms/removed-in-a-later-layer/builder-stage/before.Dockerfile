FROM debian:12 AS build
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz
RUN rm /tmp/app.tgz
FROM scratch
COPY --from=build /opt /opt
