FROM debian:12
WORKDIR /tmp
RUN wget -q -P /tmp https://example.com/app.tgz && mkdir /opt/app && cd /opt/app && tar xf ../../tmp/app.tgz && rm ../../tmp/app.tgz
