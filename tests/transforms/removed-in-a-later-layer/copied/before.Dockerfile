FROM debian:12
COPY app.tgz /tmp/app.tgz
RUN tar -C /opt -xf /tmp/app.tgz && rm /tmp/app.tgz
