FROM golang:1.22
ARG DIR=/app
WORKDIR $DIR
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
