FROM golang:1.22
ENV CGO_ENABLED=0
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
