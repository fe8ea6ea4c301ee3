FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 GOOS=linux GOARCH=amd64 \
    go build -a -installsuffix cgo \
    # no symbols
    -ldflags="-s -w" \
    -o /bin/server .

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
