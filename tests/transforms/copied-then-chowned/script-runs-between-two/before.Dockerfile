FROM debian:12-slim
COPY app/ /srv/app/
RUN chown -R www-data:www-data /srv/app
RUN sh /opt/build.sh
RUN chown -R www-data:www-data /srv/app
