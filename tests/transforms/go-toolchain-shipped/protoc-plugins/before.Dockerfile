FROM golang:1.22
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y protobuf-compiler && go install google.golang.org/protobuf/cmd/protoc-gen-go@v1.34.2 && protoc --go_out=. api.proto
RUN go build -o /bin/server .
CMD ["/bin/server"]
