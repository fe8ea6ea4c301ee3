FROM alpine:3.20
RUN echo "apk add curl" > /howto
