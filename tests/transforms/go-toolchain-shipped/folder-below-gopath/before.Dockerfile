FROM golang:1.22
WORKDIR $GOPATH/src/app
COPY go.mod cmd/*.go ./
RUN go get -d -v ./... && go install -v ./...
CMD ["app"]
