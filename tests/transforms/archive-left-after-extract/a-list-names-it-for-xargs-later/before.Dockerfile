FROM debian:12
RUN curl -fsSLo /opt/a.tgz https://example.org/a.tgz && tar -xzf /opt/a.tgz -C /srv
RUN cat /opt/list | xargs tar -tf
