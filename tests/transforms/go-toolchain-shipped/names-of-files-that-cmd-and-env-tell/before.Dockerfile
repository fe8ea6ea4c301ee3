FROM golang:1.22
WORKDIR /app
COPY . .
ENV VIEWS=/app/internal/views
RUN go build -o main ./cmd/main
CMD ["/app/main", "-c", "cmd/config.yaml", "--users=./users.json"]
