FROM golang:1.22 AS build
WORKDIR /app
COPY go.mod *.go ./
RUN CGO_ENABLED=0 go build -o main .

FROM scratch
COPY --from=build /app/main /app/main
WORKDIR /app
CMD ["/app/main"]
