FROM alpine:3.20
# always fresh
RUN apk update && rm -rf /var/cache/apk/*
RUN apk add --no-cache curl
