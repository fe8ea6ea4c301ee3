FROM debian:12
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz && tar -C /opt -xf /tmp/app.tgz && rm -rf /tmp/app.tgz
RUN rm -rf /usr/share/doc
