FROM golang:1.22
ARG LOG_DIR=/app/logs
WORKDIR /app
COPY . .
RUN mkdir -p ${LOG_DIR}
RUN go build -o /app/server .
CMD ["/app/server"]
