FROM alpine:3.20
RUN sh -c 'apk update' ; exec true
