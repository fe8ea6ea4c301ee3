FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server . && rm -rf /src

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /
CMD ["/bin/server"]
