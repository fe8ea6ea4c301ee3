FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /app/server . && chmod 755 /app/server config && chmod 600 config/key.pem && chmod 1777 /tmp
CMD ["/app/server"]
