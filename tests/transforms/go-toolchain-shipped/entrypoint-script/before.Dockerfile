FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
COPY entrypoint.sh /
ENTRYPOINT ["/entrypoint.sh"]
