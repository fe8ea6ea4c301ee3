FROM golang:1.22
ADD . /src
RUN cd /src/cmd/server && go build
WORKDIR /src/cmd/server
CMD ["./server"]
