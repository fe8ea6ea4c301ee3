FROM php:8.2-fpm-alpine3.18 AS base
RUN apk update && apk add nginx
FROM base
RUN apk add git
