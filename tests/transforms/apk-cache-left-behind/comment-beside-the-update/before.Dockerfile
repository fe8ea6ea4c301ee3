FROM alpine:3.20
RUN apk update && \
    # what the healthcheck calls
    apk add curl
