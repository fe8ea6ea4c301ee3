FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server . && chmod 755 /app/server config && chmod 600 config/key.pem && chmod 1777 /tmp

FROM scratch
COPY --from=build /app/config/key.pem /app/config/key.pem
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["/app/server"]
