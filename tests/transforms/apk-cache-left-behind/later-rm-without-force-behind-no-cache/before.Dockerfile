FROM alpine:3.20
RUN apk add --update git
RUN apk add --no-cache curl && rm /var/cache/apk/*
