FROM alpine:3.20
RUN wget -q https://example.com/a.apk https://example.com/b.apk && apk add --allow-untrusted a.apk b.apk && rm a.apk b.apk && a -v
