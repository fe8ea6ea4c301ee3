FROM debian:12
WORKDIR /repo
RUN curl -fsSLO https://example.com/foo.deb && dpkg -i foo.deb
RUN dpkg-scanpackages . > Packages
