FROM golang:1.22
WORKDIR /usr/app
COPY . .
RUN go build -C ./src -o ../main .
CMD ["./main"]
