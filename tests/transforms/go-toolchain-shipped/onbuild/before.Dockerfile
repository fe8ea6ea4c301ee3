FROM golang:1.22
WORKDIR /app
ONBUILD COPY . .
ONBUILD RUN go build -o /bin/server .
CMD ["/bin/server"]
