FROM alpine:3.17
RUN apk update
RUN apk upgrade --no-cache
