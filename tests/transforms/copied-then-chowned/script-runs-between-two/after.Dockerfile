FROM debian:12-slim
COPY --chown=www-data:www-data app/ /srv/app/
RUN sh /opt/build.sh
RUN chown -R www-data:www-data /srv/app
