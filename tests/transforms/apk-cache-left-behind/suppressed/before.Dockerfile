FROM alpine:3.20
# slimmer: ignore=apk-cache-left-behind -- kept for a demonstration
RUN apk add curl
