FROM debian:12
WORKDIR /srv
RUN curl -fsSLo /srv/a.pem https://example.com/a.pem && cat /srv/a.pem >> /etc/ssl/all.pem
RUN for file in *.pem; do openssl x509 -noout -in "$file"; done
RUN rm /srv/a.pem
