FROM golang:1.14 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /etc/nsswitch.conf /etc/
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
