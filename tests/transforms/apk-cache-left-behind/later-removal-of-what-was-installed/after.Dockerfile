FROM alpine:3.20
RUN apk add --no-cache curl git=2.45
RUN apk add --no-cache --virtual .build gcc musl-dev@edge && gcc --version && apk del .build git && apk del curl
