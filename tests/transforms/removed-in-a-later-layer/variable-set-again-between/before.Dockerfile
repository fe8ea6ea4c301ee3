FROM debian:12
ARG V=1
RUN wget -qO /tmp/app-$V.tgz https://example.com/app
ENV V=2
RUN rm -f /tmp/app-$V.tgz
