FROM alpine:3.20 AS base
RUN apk update && apk add curl
RUN sed -i s,dl-cdn.alpinelinux.org,mirror.example,g /etc/apk/repositories
RUN apk update && apk add --no-cache tar
RUN apk add gzip

FROM base
COPY repositories /etc/apk/
RUN apk update && apk add jq
