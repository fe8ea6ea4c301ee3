FROM alpine:3.5
RUN apk upgrade && apk add --update wget
