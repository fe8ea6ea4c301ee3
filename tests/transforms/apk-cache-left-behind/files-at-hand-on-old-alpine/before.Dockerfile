FROM alpine:3.4
COPY glibc.apk /tmp/
RUN apk add --allow-untrusted /tmp/glibc.apk
