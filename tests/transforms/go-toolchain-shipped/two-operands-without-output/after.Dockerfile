FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN go build ./... && CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
