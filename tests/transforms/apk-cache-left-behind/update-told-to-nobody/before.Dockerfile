FROM alpine:3.20
RUN apk update > /dev/null && apk add jq
