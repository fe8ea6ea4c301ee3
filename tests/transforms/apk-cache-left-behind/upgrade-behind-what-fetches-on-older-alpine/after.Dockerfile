FROM alpine:3.5
RUN apk add --no-cache wget && apk upgrade --no-cache
