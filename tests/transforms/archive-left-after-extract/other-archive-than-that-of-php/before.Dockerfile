FROM php:8.3-cli
RUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz && tar -C /opt -xf /tmp/a.tgz
RUN docker-php-ext-install pdo_mysql
