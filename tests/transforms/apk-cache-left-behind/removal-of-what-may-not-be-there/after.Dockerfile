FROM alpine:3.20
RUN apk add curl && apk del wget && rm -rf /var/cache/apk/*
