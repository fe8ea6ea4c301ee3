FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
RUN wget -qO /bin/grpc_health_probe https://example.com/probe && chmod +x /bin/grpc_health_probe
CMD ["/bin/server"]
