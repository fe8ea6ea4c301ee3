FROM golang:1.22
RUN mkdir /data
WORKDIR /app
COPY . .
RUN go build -o /app/server .
VOLUME /data
CMD ["/app/server"]
