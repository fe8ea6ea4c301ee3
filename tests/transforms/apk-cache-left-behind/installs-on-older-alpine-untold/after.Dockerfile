FROM alpine:3.7
RUN apk update --no-cache && apk add --no-cache python3
