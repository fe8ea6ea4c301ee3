FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /app/server . && chmod -R 755 /app
CMD ["/app/server"]
