FROM alpine:3.9
RUN apk add --update redis
RUN rm /var/cache/apk/*
