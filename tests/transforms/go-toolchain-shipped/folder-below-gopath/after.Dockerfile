FROM golang:1.22 AS build
WORKDIR $GOPATH/src/app
COPY go.mod cmd/*.go ./
RUN go get -d -v ./... && CGO_ENABLED=0 go install -v ./...

FROM scratch
COPY --from=build /go/bin/app /go/bin/app
WORKDIR /go/src/app
CMD ["/go/bin/app"]
