FROM alpine:3.20 AS base
RUN apk add --no-cache curl
RUN sed -i s,dl-cdn.alpinelinux.org,mirror.example,g /etc/apk/repositories
RUN apk update && apk add --no-cache tar && rm -rf /var/cache/apk/*
RUN apk add --no-cache gzip

FROM base
COPY repositories /etc/apk/
RUN apk update && apk add jq && rm -rf /var/cache/apk/*
