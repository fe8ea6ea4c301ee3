FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -race -o /bin/server .
CMD ["/bin/server"]
