FROM alpine:3.17
RUN apk update && apk add curl
RUN apk upgrade
