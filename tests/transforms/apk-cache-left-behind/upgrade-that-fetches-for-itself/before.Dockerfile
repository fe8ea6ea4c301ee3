FROM alpine:3.12
RUN apk -U upgrade
