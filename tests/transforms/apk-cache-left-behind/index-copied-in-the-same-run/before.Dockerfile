FROM alpine:3.20
RUN apk update && cp /var/cache/apk/APKINDEX* /srv/ && apk add jq
