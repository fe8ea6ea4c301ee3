FROM alpine:3.17
RUN apk update && apk upgrade && apk add curl && rm -rf /var/cache/apk/*
