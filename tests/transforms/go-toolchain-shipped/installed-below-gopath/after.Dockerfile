FROM golang:1.22 AS build
WORKDIR /go/src/app
COPY . .
RUN CGO_ENABLED=0 go install -v ./...

FROM scratch
COPY --from=build /go/bin/app /go/bin/app
WORKDIR /go/src/app
CMD ["/go/bin/app"]
