FROM alpine:3.17
RUN apk update && apk upgrade && rm -rf /var/cache/apk/*
RUN apk add --no-cache --upgrade openssl
