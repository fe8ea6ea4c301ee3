FROM alpine:3.20
RUN apk --root=/mnt update; apk --root=/mnt add git
