FROM golang:1.22
WORKDIR /src
COPY . .
RUN go build -o /bin/server . && rm -rf /src
WORKDIR /
CMD ["/bin/server"]
