FROM alpine:3.12
RUN apk --no-cache upgrade
