FROM debian:12
ADD https://example.com/app.tgz /tmp/app.tgz
RUN tar -C /opt -xf /tmp/app.tgz
RUN rm /tmp/app.tgz
