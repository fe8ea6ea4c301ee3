FROM golang:1.22
WORKDIR /app
COPY . .
RUN <<EOF
set -e
go vet ./...
go build -o /bin/server .
EOF
CMD ["/bin/server"]
