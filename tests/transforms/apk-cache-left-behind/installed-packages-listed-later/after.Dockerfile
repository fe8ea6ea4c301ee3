FROM alpine:3.20
RUN apk add --no-cache git
RUN apk info -v > /packages.txt && apk info -e git && apk version -t 1.0 1.1 || true
RUN apk list --installed
