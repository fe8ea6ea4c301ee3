FROM debian:12
COPY app.tgz /tmp/
RUN tar -C /opt -xf /tmp/app.tgz
