FROM alpine:3.17
RUN apk update && apk upgrade
RUN apk add --no-cache --upgrade openssl
