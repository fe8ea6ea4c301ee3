FROM golang:1.24 AS build
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /server ./cmd/server

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /
COPY templates /app/templates
COPY --from=build /server /server
WORKDIR /app
ENV GREETING="A page" ZONEINFO=/zoneinfo.zip
EXPOSE 8080
CMD ["/server"]
