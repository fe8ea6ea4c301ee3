FROM alpine:3.20
ARG WORDS=-q
RUN apk update $WORDS && apk add jq
