FROM debian:12
ONBUILD RUN tar -xzf /opt/a.tgz -C /data
RUN curl -fsSLo /opt/a.tgz https://example.org/a.tgz && tar -xzf /opt/a.tgz -C /srv
