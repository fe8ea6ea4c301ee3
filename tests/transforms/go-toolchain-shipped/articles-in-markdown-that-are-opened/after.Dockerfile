FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /app/content /app/content
COPY --from=build /app/posts /app/posts
COPY --from=build /app/schema/api.proto /app/schema/api.proto
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["/app/server"]
