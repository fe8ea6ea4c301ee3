FROM golang:1.22
ENV GOFLAGS=-trimpath
WORKDIR /app
COPY . .
RUN go build -o /app/server .
CMD ["/app/server"]
