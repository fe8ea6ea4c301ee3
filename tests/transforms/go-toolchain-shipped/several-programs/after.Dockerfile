FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/api ./cmd/api && CGO_ENABLED=0 go build -o /bin/worker ./cmd/worker

FROM scratch
COPY --from=build /bin/api /bin/api
COPY --from=build /bin/worker /bin/worker
WORKDIR /src
CMD ["/bin/api"]
