FROM golang:1.22
WORKDIR /src
COPY . .
WORKDIR /src/backend
RUN go build -o server .
CMD ["./server"]
