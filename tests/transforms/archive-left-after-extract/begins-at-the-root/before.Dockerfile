FROM php:8.3-cli
RUN curl -fLo tool.tgz https://example.com/tool.tgz && tar -C /opt -xzf tool.tgz
