FROM php:8.3-cli
RUN apt-get update && apt-get install -y unzip
ADD https://getcomposer.example.org/installer /tmp/composer-installer.php
RUN php /tmp/composer-installer.php
