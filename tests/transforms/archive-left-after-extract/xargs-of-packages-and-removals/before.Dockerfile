FROM debian:12
RUN curl -fsSLo /opt/a.tgz https://example.org/a.tgz && tar -xzf /opt/a.tgz -C /srv && apt-mark showauto | xargs apt-get purge -y && find /srv -name '*.pyc' | xargs rm -f
