FROM golang:1.22
WORKDIR /app
COPY . .
RUN go env -w CGO_ENABLED=1
RUN go build -o /bin/server .
CMD ["/bin/server"]
