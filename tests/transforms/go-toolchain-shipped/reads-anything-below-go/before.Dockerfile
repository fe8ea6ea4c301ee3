FROM golang:1.22
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
