FROM debian:12
RUN wget -qO /tmp/app.tgz https://example.com/app.tgz
RUN tar -C /opt -xf /tmp/app.tgz && rm /tmp/app.tgz
