FROM alpine:3.20
ENV ADD="apk add --virtual"
RUN $ADD .deps gcc
