FROM debian:12
RUN if [ -n "$APP" ]; then wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz; fi
RUN rm /tmp/app.tgz
