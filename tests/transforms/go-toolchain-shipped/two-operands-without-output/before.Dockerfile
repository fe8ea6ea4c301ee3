FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build ./... && go build -o /bin/server .
CMD ["/bin/server"]
