FROM openjdk:8-jre-alpine
RUN apk upgrade
