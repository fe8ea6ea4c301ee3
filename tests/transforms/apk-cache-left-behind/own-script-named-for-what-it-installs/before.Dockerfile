FROM alpine:3.4
COPY build /build
RUN apk update && apk add bash
RUN /build/setup
