FROM golang:1.22 AS build
RUN mkdir /app
ADD . /app
WORKDIR /app
RUN mkdir -p build logs && CGO_ENABLED=0 go build -o build/server ./cmd/...

FROM scratch
COPY --from=build /app/logs /app/logs
COPY --from=build /app/build/server /app/build/server
WORKDIR /app
CMD ["/app/build/server"]
