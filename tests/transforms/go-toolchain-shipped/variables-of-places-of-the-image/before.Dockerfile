FROM golang:1.22
ENV APP_HOME=/usr/local/app GOBIN=/usr/local/bin LOG=/var/log/app.log
WORKDIR $APP_HOME
COPY . .
RUN go build -o /usr/local/bin/server .
CMD ["/usr/local/bin/server"]
