FROM golang:1.22-bookworm

WORKDIR /src

COPY go.mod go.sum ./
RUN go mod download

COPY . .
RUN go build -v -o /usr/local/bin/app ./cmd/app

EXPOSE 8080
ENTRYPOINT ["app"]
CMD ["--port", "8080"]
