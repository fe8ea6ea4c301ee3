FROM golang:1.22
WORKDIR /app
COPY . .
RUN go install example.org/gen/cmd/gen@v1 && gen ./...
RUN go build -o /bin/server .
CMD ["/bin/server"]
