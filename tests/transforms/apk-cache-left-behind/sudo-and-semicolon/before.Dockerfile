FROM alpine:3.20
USER builder
RUN sudo apk update; sudo apk add git
