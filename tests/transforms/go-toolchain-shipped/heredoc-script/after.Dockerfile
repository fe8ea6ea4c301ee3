FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN <<EOF
set -e
go vet ./...
CGO_ENABLED=0 go build -o /bin/server .
EOF

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
