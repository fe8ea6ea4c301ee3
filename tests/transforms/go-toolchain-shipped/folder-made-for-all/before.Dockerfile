FROM golang:1.22
RUN mkdir -m 777 /data
WORKDIR /app
COPY . .
RUN go build -o /app/server .
USER 1001
CMD ["/app/server"]
