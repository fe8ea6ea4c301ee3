FROM golang:1.22
WORKDIR /app
COPY . .
RUN CGO_LDFLAGS=-lz go build -o /bin/server .
CMD ["/bin/server"]
