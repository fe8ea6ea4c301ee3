FROM php:8.3-apache
RUN curl -fLO https://example.com/shop-2.1.zip && unzip shop-2.1.zip
