FROM alpine:3.20
RUN apk update -y && apk add jq
