FROM alpine:3.20
RUN apk --cache-dir /srv/apk add jq
