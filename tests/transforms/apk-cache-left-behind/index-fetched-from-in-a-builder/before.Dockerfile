FROM alpine:3.20 AS base
RUN apk update && apk add git

FROM base AS packages
WORKDIR /packages
RUN apk fetch --recursive curl

FROM base
COPY --from=packages /packages /packages
