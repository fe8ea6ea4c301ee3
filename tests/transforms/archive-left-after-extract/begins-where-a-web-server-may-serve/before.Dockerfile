FROM registry.example.com/team/php-apache:7
RUN curl -fLo site.tgz https://example.com/site.tgz && tar xzf site.tgz
