FROM golang:1.22 AS build
ENV APP_HOME=/usr/local/app GOBIN=/usr/local/bin LOG=/var/log/app.log
WORKDIR $APP_HOME
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin/server .

FROM scratch
ENV APP_HOME=/usr/local/app LOG=/var/log/app.log
COPY --from=build /var/log /var/log
COPY --from=build /usr/local/bin/server /usr/local/bin/server
WORKDIR /usr/local/app
CMD ["/usr/local/bin/server"]
