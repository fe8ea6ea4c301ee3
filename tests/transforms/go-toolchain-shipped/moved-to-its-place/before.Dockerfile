FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build && mv app /usr/local/bin/app
CMD ["app"]
