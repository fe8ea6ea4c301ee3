FROM httpd:2.4
WORKDIR htdocs
RUN curl -fLo s.tgz https://example.com/s.tgz && tar -C /opt -xzf s.tgz
