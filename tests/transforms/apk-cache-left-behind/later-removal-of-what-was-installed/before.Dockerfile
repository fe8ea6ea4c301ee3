FROM alpine:3.20
RUN apk add curl git=2.45
RUN apk add --virtual .build gcc musl-dev@edge && gcc --version && apk del .build git && apk del curl
RUN apk --virtual .more add make && apk --virtual=.last add m4 && apk del .more && apk del .last
