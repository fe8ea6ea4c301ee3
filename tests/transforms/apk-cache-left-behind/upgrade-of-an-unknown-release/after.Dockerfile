FROM openjdk:8-jre-alpine
RUN apk upgrade && rm -rf /var/cache/apk/*
