FROM httpd:2.4
RUN curl -fLo tool.tgz https://example.com/tool.tgz && tar -C /opt -xzf tool.tgz && rm tool.tgz
