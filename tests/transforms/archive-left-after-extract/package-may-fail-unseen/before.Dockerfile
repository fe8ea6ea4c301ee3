FROM debian:12
RUN wget -q https://example.com/app.deb; dpkg -i app.deb; apt-get -fy install
