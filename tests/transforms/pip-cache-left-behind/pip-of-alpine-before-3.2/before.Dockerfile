FROM gliderlabs/alpine:3.1
RUN apk add --update python py-pip
RUN pip install flask
