FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /app/server . && chmod +x /app/server entrypoint.sh && chmod 777 data /tmp
USER 1001
CMD ["/app/server"]
