FROM debian:12-slim
SHELL ["/bin/bash", "-c"]
RUN curl -fsSLO https://example.com/a.tar.gz && tar xzf a.tar.gz && rm a.tar.gz && [[ -d a ]]
