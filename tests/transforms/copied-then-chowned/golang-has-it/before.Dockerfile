FROM golang:1.22
COPY . /go
RUN chown -R 1000:1000 /go
