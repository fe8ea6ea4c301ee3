FROM registry.example/web
RUN apk update
RUN apk add curl bash
