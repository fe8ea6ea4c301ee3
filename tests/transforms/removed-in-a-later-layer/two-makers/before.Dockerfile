FROM debian:12
RUN mkdir /tmp/a && cd /tmp/a && date > d
RUN git clone https://example.com/b.git /tmp/b && cp -r /tmp/b/doc /srv
RUN rm -rf /tmp/a /tmp/b
