FROM debian:bookworm
WORKDIR /srv
RUN curl -fLo a.deb https://example.com/a.deb && dpkg -i a.deb && apt-get install -y a*.deb
