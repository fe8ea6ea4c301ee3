FROM golang:1.22-alpine AS build
RUN addgroup -g 10001 app && adduser -D -u 10001 -G app app
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server . \
    && mkdir -p /data \
    && chown -R app:app /data /app

FROM scratch
COPY --from=build --chown=10001:10001 /data /data
COPY --from=build --chown=10001:10001 /app/server /app/server
WORKDIR /app
USER 10001:10001
VOLUME /data
CMD ["./server"]
