FROM alpine:3.20
RUN apk update -qv --wait 10 --no-progress && apk add jq
