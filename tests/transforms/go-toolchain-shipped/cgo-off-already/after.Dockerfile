FROM golang:1.22 AS build
ENV CGO_ENABLED=0
WORKDIR /app
COPY . .
RUN go build -o /bin/server .

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
