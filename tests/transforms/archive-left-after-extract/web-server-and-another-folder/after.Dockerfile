FROM php:8.3-apache
RUN curl -fLo /tmp/tool.tgz https://example.com/tool.tgz && tar -C /opt -xzf /tmp/tool.tgz && rm /tmp/tool.tgz
