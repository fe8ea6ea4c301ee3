FROM alpine:3.4
RUN apk update
CMD ["sh"]
