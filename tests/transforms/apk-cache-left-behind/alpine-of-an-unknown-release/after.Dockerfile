FROM registry.example/alpine-node:4.1
RUN apk add --update git && rm -rf /var/cache/apk/*
