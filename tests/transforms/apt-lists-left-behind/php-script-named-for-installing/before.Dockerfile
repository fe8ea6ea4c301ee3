FROM debian:12
RUN apt-get update && apt-get install -y php-cli
RUN php INSTALL.php
