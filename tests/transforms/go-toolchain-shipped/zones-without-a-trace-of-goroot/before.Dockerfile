FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -trimpath -o /bin/server .
CMD ["/bin/server"]
