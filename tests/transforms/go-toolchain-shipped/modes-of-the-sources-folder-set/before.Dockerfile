FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /app/server . && chmod 777 /app
USER nobody
CMD ["/app/server"]
