FROM golang:1.22
WORKDIR /app
COPY . .
RUN GOOS=linux GOARCH=amd64 \
    go build -a -installsuffix cgo \
    # no symbols
    -ldflags="-s -w" \
    -o /bin/server .
CMD ["/bin/server"]
