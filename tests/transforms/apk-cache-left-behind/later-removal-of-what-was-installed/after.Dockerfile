FROM alpine:3.20
RUN apk add --no-cache curl git=2.45
RUN apk add --no-cache --virtual .build gcc musl-dev@edge && gcc --version && apk del .build git && apk del curl
RUN apk --virtual .more add --no-cache make && apk --virtual=.last add --no-cache m4 && apk del .more && apk del .last
