# syntax=docker/dockerfile:1

# The service.

FROM golang:1.22 AS build

ARG VERSION=dev

ENV GOFLAGS=-mod=mod LOG_LEVEL=info
ENV HTTP_PROXY=http://proxy:3128

WORKDIR /app
COPY . .
# The build.
RUN CGO_ENABLED=0 go build -ldflags "-X main.version=$VERSION" -o server .

FROM scratch
ARG VERSION=dev
ENV LOG_LEVEL=info
ENV HTTP_PROXY=http://proxy:3128
COPY --from=build /app/server /app/server
WORKDIR /app
LABEL org.opencontainers.image.version=$VERSION
# What it listens to.
EXPOSE 8080
STOPSIGNAL SIGINT
CMD ["./server"]
