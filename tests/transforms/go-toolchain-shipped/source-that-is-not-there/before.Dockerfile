FROM golang:1.22
WORKDIR /app
COPY go.mod ./
RUN go build -o /bin/server ./cmd/server
CMD ["/bin/server"]
