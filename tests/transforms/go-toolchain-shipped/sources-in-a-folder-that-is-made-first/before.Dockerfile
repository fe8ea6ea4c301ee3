FROM golang:1.22
RUN mkdir /app
ADD . /app
WORKDIR /app
RUN mkdir -p build logs && go build -o build/server ./cmd/...
CMD ["/app/build/server"]
