FROM alpine:3.17
RUN apk add --no-cache curl
RUN apk upgrade --no-cache
