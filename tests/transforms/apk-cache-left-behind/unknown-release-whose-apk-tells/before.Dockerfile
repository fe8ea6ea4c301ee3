FROM registry.example/web
RUN apk add --update git
RUN apk add --no-cache jq
