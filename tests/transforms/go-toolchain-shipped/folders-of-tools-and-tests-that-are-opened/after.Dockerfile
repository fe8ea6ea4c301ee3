FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/
COPY --from=build /etc/mime.types /etc/
COPY --from=build /app/.well-known /app/.well-known
COPY --from=build /app/static/vendor /app/static/vendor
COPY --from=build /app/testdata /app/testdata
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["/app/server"]
