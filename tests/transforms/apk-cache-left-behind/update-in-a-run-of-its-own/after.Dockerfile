FROM python:3-alpine
RUN apk add --no-cache curl

RUN apk add --no-cache git
