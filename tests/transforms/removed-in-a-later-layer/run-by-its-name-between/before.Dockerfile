FROM debian:12
RUN curl -fo /usr/bin/dep https://example.com/dep && chmod +x /usr/bin/dep && dep init
RUN dep ensure
RUN rm /usr/bin/dep
