FROM golang:1.22-alpine
RUN addgroup -g 10001 app && adduser -D -u 10001 -G app app
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server . \
    && mkdir -p /data \
    && chown -R app:app /data /app
USER app
VOLUME /data
CMD ["./server"]
