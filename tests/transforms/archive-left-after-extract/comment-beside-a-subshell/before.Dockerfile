FROM debian:12
RUN (curl -fO https://example.com/a.tgz && tar xf a.tgz) # unpack
