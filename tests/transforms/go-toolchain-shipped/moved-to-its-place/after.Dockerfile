FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build && mv app /usr/local/bin/app

FROM scratch
COPY --from=build /usr/local/bin/app /usr/local/bin/app
WORKDIR /app
CMD ["app"]
