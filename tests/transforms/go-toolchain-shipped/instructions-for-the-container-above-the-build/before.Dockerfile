# syntax=docker/dockerfile:1

# The service.

FROM golang:1.22

ARG VERSION=dev
LABEL org.opencontainers.image.version=$VERSION

# What it listens to.
EXPOSE 8080
ENV GOFLAGS=-mod=mod LOG_LEVEL=info
ENV HTTP_PROXY=http://proxy:3128
STOPSIGNAL SIGINT

CMD ["./server"]

WORKDIR /app
COPY . .
# The build.
RUN go build -ldflags "-X main.version=$VERSION" -o server .
