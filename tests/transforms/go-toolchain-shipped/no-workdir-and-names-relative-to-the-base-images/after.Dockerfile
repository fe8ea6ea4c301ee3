FROM golang:1.22 AS build
COPY . /src
RUN cd /src && CGO_ENABLED=0 go build -o /go/server

FROM scratch
COPY --from=build /go/server /go/server
WORKDIR /go
CMD ["./server"]
