FROM registry.example.com/team/jdk:21
RUN curl -fLo tool.tgz https://example.com/tool.tgz && tar -C /opt -xzf tool.tgz
