FROM golang:1.22 AS build
WORKDIR /usr/app
COPY . .
RUN CGO_ENABLED=0 go build -C ./src -o ../main .

FROM scratch
COPY --from=build /usr/app/main /usr/app/main
WORKDIR /usr/app
CMD ["./main"]
