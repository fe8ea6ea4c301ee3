FROM alpine:3.20 AS base
RUN apk update
FROM base
COPY --from=base /var/cache/apk /index
