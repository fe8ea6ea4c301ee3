FROM golang:1.22 AS build
COPY . /
WORKDIR /app
RUN CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build /etc/app /etc/app
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["./server"]
