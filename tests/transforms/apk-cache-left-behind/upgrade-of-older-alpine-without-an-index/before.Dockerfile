FROM alpine:3.5
RUN apk add --no-cache git
RUN apk upgrade
