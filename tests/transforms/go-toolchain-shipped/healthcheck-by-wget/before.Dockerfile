FROM golang:1.22-alpine
WORKDIR /app
COPY . .
RUN go build -o server .
HEALTHCHECK CMD wget -q --spider http://localhost:8080/ || exit 1
CMD ["./server"]
