FROM alpine:3.20
RUN apk update && apk add --no-cache jq
CMD ["sh", "-c", "apk search \"$NAME\""]
