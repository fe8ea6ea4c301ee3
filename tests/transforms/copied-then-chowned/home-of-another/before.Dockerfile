FROM debian:12
RUN useradd -m -d /srv/app joe
COPY . /srv/app
RUN chown -R www-data:www-data /srv/app
