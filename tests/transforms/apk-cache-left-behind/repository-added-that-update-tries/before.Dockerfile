FROM alpine:3.20
RUN echo "https://packages.example/alpine" >> /etc/apk/repositories \
    && apk update \
    && apk add jq
