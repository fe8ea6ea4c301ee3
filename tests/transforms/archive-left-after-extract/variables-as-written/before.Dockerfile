FROM debian:12
ARG V=1.2
RUN wget -q https://example.com/v${V}/app-$V-$(uname -m).tar.gz && tar xf "app-$V-$(uname -m).tar.gz" && cd app-$V && make
