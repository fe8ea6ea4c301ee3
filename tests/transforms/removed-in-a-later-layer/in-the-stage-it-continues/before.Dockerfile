FROM debian:12 AS base
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz
FROM base
RUN rm /tmp/app.tgz
