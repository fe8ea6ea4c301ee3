FROM debian:12
WORKDIR /build
RUN wget -qO app-1.0.tgz https://example.com/app.tgz && tar xf app-1.0.tgz && rm app-1.0.tgz
RUN cd app-1.0 && dpkg-buildpackage -rfakeroot -uc -b
