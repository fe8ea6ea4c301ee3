FROM debian:12-slim
RUN chown -R www-data:www-data /srv/app
RUN true
RUN chown -R www-data:www-data /srv/app
