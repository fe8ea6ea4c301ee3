FROM alpine:3.9
RUN apk add --no-cache python3 && pip3 install flask
