FROM registry.example/web
RUN apk add --no-cache git
RUN apk add --no-cache jq
