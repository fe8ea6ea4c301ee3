FROM php:8.2-fpm-alpine AS base
RUN docker-php-ext-install pdo_mysql
FROM base
RUN wget https://example.com/shop-2.1.zip && unzip shop-2.1.zip
