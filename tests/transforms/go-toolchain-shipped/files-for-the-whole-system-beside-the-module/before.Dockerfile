FROM golang:1.22
COPY . /
WORKDIR /app
RUN go build -o server .
CMD ["./server"]
