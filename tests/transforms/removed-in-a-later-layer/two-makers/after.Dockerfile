FROM debian:12
RUN mkdir /tmp/a && cd /tmp/a && date > d && rm -rf /tmp/a
RUN git clone https://example.com/b.git /tmp/b && cp -r /tmp/b/doc /srv && rm -rf /tmp/b
