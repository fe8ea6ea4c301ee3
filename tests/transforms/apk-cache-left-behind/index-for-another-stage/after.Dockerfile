FROM php:8.2-fpm-alpine3.18 AS base
RUN apk add --no-cache nginx
FROM base
RUN apk add --no-cache git
