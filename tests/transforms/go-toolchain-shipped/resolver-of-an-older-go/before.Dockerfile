FROM golang:1.14
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
