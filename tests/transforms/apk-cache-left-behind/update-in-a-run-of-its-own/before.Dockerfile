FROM python:3-alpine
RUN apk update
RUN apk add curl

RUN apk add git
