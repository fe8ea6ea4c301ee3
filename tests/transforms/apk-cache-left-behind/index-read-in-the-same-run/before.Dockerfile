FROM alpine:3.20
RUN apk update && apk search php && apk add php83
