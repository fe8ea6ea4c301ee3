FROM debian:12
VOLUME /data
RUN wget -qO /data/app.tgz https://example.com/app.tgz && tar -C /opt -xf /data/app.tgz
RUN rm /data/app.tgz
