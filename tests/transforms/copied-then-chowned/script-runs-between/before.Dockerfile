FROM debian:12-slim
COPY app/ /srv/app/
RUN /opt/setup.sh
RUN chown -R www-data:www-data /srv/app
