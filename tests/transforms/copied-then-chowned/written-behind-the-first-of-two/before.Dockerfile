FROM debian:12-slim
COPY lib/ /srv/app/lib/
RUN chown -R www-data:www-data /srv/app && touch /srv/app/made
COPY bin/ /srv/app/bin/
RUN chown -R www-data:www-data /srv/app
