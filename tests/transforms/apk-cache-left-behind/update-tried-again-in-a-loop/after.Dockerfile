FROM alpine:3.20
RUN <<E
set -e
for attempt in 1 2 3; do
  apk update && break
  sleep 2
done
apk add curl git
rm -rf /var/cache/apk/*
E
