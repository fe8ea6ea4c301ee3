FROM debian:12
WORKDIR /usr/src
RUN curl -fsSLo php.tar.xz https://example.com/php.tar.xz && mkdir php && tar -xJf php.tar.xz -C php
COPY docker-php-* /usr/local/bin/
RUN docker-php-ext-install pdo_mysql
