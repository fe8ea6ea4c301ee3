FROM debian:12
RUN mkdir /tmp/b && cd /tmp/b && wget -q https://example.com/app.tgz && tar xf app.tgz && make -C app install && cd / && rm -rf /tmp/b
