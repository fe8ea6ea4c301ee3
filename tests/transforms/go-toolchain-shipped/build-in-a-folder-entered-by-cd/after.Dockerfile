FROM golang:1.22 AS build
ADD . /src
RUN cd /src/cmd/server && CGO_ENABLED=0 go build

FROM scratch
COPY --from=build /src/cmd/server/server /src/cmd/server/server
WORKDIR /src/cmd/server
CMD ["./server"]
