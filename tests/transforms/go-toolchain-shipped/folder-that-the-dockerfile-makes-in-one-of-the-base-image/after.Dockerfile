FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN mkdir /var/cache/app && CGO_ENABLED=0 go build -o /app/server .

FROM scratch
COPY --from=build /var/cache/app /var/cache/app
COPY --from=build /app/server /app/server
WORKDIR /app
VOLUME /var/lib/app
CMD ["/app/server"]
