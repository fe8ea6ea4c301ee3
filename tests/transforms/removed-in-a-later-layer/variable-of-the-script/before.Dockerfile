FROM debian:12
RUN V=1; wget -qO /tmp/app-$V.tgz https://example.com/app
RUN V=$(cat /v); rm -f /tmp/app-$V.tgz
