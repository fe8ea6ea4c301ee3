FROM golang:1.22
WORKDIR /ws
COPY . .
RUN go build -o /bin/server ./app
CMD ["/bin/server"]
