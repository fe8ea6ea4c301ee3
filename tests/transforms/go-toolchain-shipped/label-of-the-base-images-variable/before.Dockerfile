FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
LABEL go=$GOLANG_VERSION
CMD ["/bin/server"]
