FROM debian:12
RUN (wget -qO a.tgz https://example.com/a.tgz || wget -qO a.tgz https://example.org/a.tgz) && tar xf a.tgz && rm a.tgz
