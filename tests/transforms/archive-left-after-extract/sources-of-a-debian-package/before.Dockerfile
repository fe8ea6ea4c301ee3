FROM debian:12
WORKDIR /build
RUN wget -qO app_1.0.orig.tar.gz https://example.com/app.tgz && tar xf app_1.0.orig.tar.gz
COPY debian app-1.0/debian
RUN cd app-1.0 && dpkg-buildpackage -us -uc
