FROM golang:1.22
WORKDIR /app
COPY . .
ENV CGO_ENABLED=1
RUN go build -o /bin/server .
CMD ["/bin/server"]
