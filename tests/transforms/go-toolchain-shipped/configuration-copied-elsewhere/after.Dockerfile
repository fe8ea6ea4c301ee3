FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .
COPY deploy/app.toml /etc/app/app.toml

FROM scratch
COPY --from=build /etc/app/app.toml /etc/app/app.toml
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server", "-c", "/etc/app/app.toml"]
