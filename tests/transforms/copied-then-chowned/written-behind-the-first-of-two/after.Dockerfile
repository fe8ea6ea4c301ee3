FROM debian:12-slim
COPY --chown=www-data:www-data lib/ /srv/app/lib/
RUN touch /srv/app/made
COPY bin/ /srv/app/bin/
RUN chown -R www-data:www-data /srv/app
