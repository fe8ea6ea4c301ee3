FROM alpine:3.20
RUN apk update && apk add git
RUN apk --update-cache search curl
