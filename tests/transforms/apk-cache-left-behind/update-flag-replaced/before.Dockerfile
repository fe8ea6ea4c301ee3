FROM alpine:3.20
RUN apk add --update curl
RUN apk -U add git
RUN apk --update-cache add jq
RUN apk add -qU bash
