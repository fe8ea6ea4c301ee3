FROM debian:12
ENV V=1.2 D=/usr/src
RUN wget -qO $D/app-$V.tgz https://example.com/app && tar -C /opt -xf $D/app-${V}.tgz && rm "$D/app-$V.tgz"
