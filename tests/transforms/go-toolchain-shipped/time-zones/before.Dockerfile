FROM golang:1.22-alpine
ENV TZ=Europe/Berlin
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
