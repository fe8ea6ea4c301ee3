FROM golang:1.22
USER 1000:1000
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
