FROM alpine:3.20
RUN apk update > /log && apk add jq && grep OK /log
