FROM debian:12
RUN set -eux; \
    git clone https://example.com/app.git /tmp/app; \
    make -C /tmp/app install
RUN rm -rf /tmp/app
