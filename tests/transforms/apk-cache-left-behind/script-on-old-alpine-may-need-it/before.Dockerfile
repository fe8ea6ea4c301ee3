FROM alpine:3.5
RUN apk update
COPY install.sh /
RUN /install.sh
