FROM debian:12
RUN curl -fsSL https://example.com/get > /tmp/app.tgz && tar -C /opt -xz < /tmp/app.tgz && rm /tmp/app.tgz
