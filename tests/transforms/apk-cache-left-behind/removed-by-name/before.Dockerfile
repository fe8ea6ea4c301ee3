FROM alpine:3.20
RUN apk add curl && rm -f /var/cache/apk/*.tar.gz
