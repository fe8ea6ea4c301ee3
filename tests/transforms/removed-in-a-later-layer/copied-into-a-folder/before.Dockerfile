FROM debian:12
COPY app.tgz other.tgz /tmp/in/
RUN tar -C /opt -xf /tmp/in/app.tgz && rm -rf /tmp/in
