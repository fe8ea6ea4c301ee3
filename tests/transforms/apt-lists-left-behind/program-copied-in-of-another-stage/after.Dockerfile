FROM golang:1.22 AS build
RUN go build -o /tool .
FROM debian:12
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
COPY --from=build /tool /usr/bin/tool
RUN tool
