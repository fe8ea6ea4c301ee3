FROM alpine:3.5
RUN apk add -U wget && apk upgrade
