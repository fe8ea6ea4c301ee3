FROM alpine:3.20
RUN apk update && apk info curl && apk fetch curl && apk add git
